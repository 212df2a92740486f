import { useEffect, useId } from 'react'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { useLeave } from './useLogOut.ts'

/**
 * The browser's own dialog, because its code comes with the page: whoever has lost the network in the first second
 * can log out all the same. The button that loses nothing has the focus.
 */
export function LogOutDialog({ onClose }: { onClose: () => void }) {
  const { account: labels } = useCatalogue()
  const unsent = useMessengerState((state) => state.unsent)
  const leave = useLeave()
  const { drafts } = useMessenger()
  // A draft goes to the server in a moment only, and nothing of it stays in this browser.
  useEffect(() => drafts.flush(), [drafts])
  const id = useId()
  const loses = unsent > 0
  return (
    <dialog
      ref={openModal}
      // What looks for dialogs of the page by their role finds this one too: `return-focus.ts`, for example.
      // oxlint-disable-next-line jsx-a11y/no-redundant-roles
      role="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-help`}
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-w-md animate-rise rounded-card border border-line bg-bg p-0 text-text shadow-card backdrop:bg-scrim"
    >
      <div className="p-4">
        <h2 id={`${id}-title`} className="text-lg font-bold">
          {loses ? labels.logOutUnsentTitle : labels.logOutTitle}
        </h2>
        <p id={`${id}-help`} className="text-sm text-muted">
          {loses ? labels.logOutWarning(unsent) : labels.logOutHelp}
        </p>
        <div className="flex flex-wrap justify-end gap-2 pt-4">
          <Button autoFocus={loses} onClick={onClose}>
            {labels.stay}
          </Button>
          <Button
            look={loses ? 'danger' : 'primary'}
            autoFocus={!loses}
            onClick={() => {
              onClose()
              leave()
            }}
          >
            {loses ? labels.logOutAnyway : labels.logOut}
          </Button>
        </div>
      </div>
    </dialog>
  )
}

/** A modal dialog goes when it is closed. Its removal gives the focus back to the element that had it. */
function openModal(dialog: HTMLDialogElement | null) {
  if (dialog === null) return
  dialog.showModal()
  // The element itself is hit only beside its content, on the scrim.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
  return () => dialog.close()
}
