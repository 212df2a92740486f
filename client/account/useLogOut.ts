import { paths } from '../navigation/routes.ts'
import { useDialogs } from '../navigation/dialogs.ts'
import { useSession } from '../session/context.ts'
import { navigate } from '../navigation/location.ts'

/** Asks before it logs out, because the next sign-in needs a password. */
export function useLogOut(): () => void {
  const openDialog = useDialogs()
  return () => openDialog('log-out')
}

/** The page goes home, so that the next person who signs in does not see this person's open conversation. */
export function useLeave(): () => void {
  const session = useSession()
  return () => void session.logOut().then(() => navigate(paths.home, { replace: true }))
}
