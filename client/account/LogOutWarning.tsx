import { useMessengerState } from '../messenger/context.ts'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLeave } from './useLogOut.ts'

export function LogOutWarning({ onClose }: { onClose: () => void }) {
  const { account: text } = useText()
  const waiting = useMessengerState((state) => state.waiting)
  const leave = useLeave()
  return (
    <Dialog title={text.logOutTitle} description={text.logOutWarning(waiting)} onClose={onClose}>
      <div className="flex flex-wrap justify-end gap-2 pt-2">
        <Button autoFocus onClick={onClose}>
          {text.stay}
        </Button>
        <Button
          look="danger"
          onClick={() => {
            onClose()
            leave()
          }}
        >
          {text.logOutAnyway}
        </Button>
      </div>
    </Dialog>
  )
}
