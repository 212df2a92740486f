import { useMessenger } from '../messenger/context.ts'
import { paths } from '../navigation/routes.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useSession } from '../session/context.ts'
import { navigate } from '../navigation/location.ts'

/** Logs out at once. If that would delete unsent messages, it asks first. */
export function useLogOut(): () => void {
  const messenger = useMessenger()
  const openDialog = useDialogs()
  const leave = useLeave()
  return () => {
    if (messenger.getState().unsent > 0) openDialog('log-out')
    else leave()
  }
}

/** The page goes home, so that the next person who signs in does not see this person's open conversation. */
export function useLeave(): () => void {
  const session = useSession()
  return () => void session.logOut().then(() => navigate(paths.home, { replace: true }))
}
