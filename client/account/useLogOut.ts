import { useMessenger } from '../messenger/context.ts'
import { paths } from '../navigation/routes.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useSession } from '../session/context.ts'
import { navigate } from '../navigation/location.ts'

/** Logs out at once, unless that would delete what has not been sent: then it asks first. */
export function useLogOut(): () => void {
  const messenger = useMessenger()
  const openDialog = useDialogs()
  const leave = useLeave()
  return () => {
    if (messenger.getState().waiting > 0) openDialog('log-out')
    else leave()
  }
}

/** The next person to sign in here should not land in what this one had open. */
export function useLeave(): () => void {
  const session = useSession()
  return () => void session.logOut().then(() => navigate(paths.home, { replace: true }))
}
