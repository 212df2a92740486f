import { useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLeave } from './useLogOut.ts'

export function LogOutWarning({ onClose }: { onClose: () => void }) {
  const { account: labels } = useCatalogue()
  const unsent = useMessengerState((state) => state.unsent)
  const leave = useLeave()
  return (
    <Dialog title={labels.logOutTitle} description={labels.logOutWarning(unsent)} onClose={onClose}>
      <div className="flex flex-wrap justify-end gap-2 pt-2">
        <Button autoFocus onClick={onClose}>
          {labels.stay}
        </Button>
        <Button
          look="danger"
          onClick={() => {
            onClose()
            leave()
          }}
        >
          {labels.logOutAnyway}
        </Button>
      </div>
    </Dialog>
  )
}
