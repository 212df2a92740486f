import { useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLeave } from './useLogOut.ts'

/** The button that loses nothing has the focus. */
export function LogOutDialog({ onClose }: { onClose: () => void }) {
  const { account: labels } = useCatalogue()
  const unsent = useMessengerState((state) => state.unsent)
  const leave = useLeave()
  const loses = unsent > 0
  return (
    <Dialog
      title={loses ? labels.logOutUnsentTitle : labels.logOutTitle}
      description={loses ? labels.logOutWarning(unsent) : labels.logOutHelp}
      onClose={onClose}
    >
      <div className="flex flex-wrap justify-end gap-2 pt-2">
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
    </Dialog>
  )
}
