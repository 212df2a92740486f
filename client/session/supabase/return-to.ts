import { browserStorage } from '../../browser/browser-storage.ts'
import { basePath } from '../../browser/place.ts'
import { RETURN_TO } from '../../browser/stores.ts'
import { agreeToInvitation } from '../../navigation/invitation.ts'
import { navigate } from '../../navigation/location.ts'
import { paths, routeOf } from '../../navigation/routes.ts'

/** The links that survive a sign-in by mail or provider. They lead to a page and do nothing else. */
const LINK = /^\/(post|posts|to|arena|c|join)(\/[^/?#]+){1,2}\/*$/i
/** Whoever opens the mail later than this has forgotten the link. */
const LIFE_MILLISECONDS = 60 * 60 * 1000

/** The person leaves this address to sign in, and comes back at the start page, perhaps in another tab. */
export function keepAddress(): void {
  const pathname = location.pathname.slice(basePath.length)
  if (LINK.test(pathname)) browserStorage.setItem(RETURN_TO, `${Date.now()} ${pathname}`)
  else browserStorage.removeItem(RETURN_TO)
}

/** Goes to the address that was left for the sign-in. It counts once. */
export function returnToAddress(): void {
  const [kept = '', pathname = ''] = (browserStorage.getItem(RETURN_TO) ?? '').split(' ')
  browserStorage.removeItem(RETURN_TO)
  const isFresh = Date.now() - Number(kept) < LIFE_MILLISECONDS
  if (isFresh && location.pathname === paths.home && LINK.test(pathname)) {
    navigate(basePath + pathname, { replace: true })
    // The person saw the invitation before they left to sign in.
    const route = routeOf(location.pathname)
    if (route.kind === 'invitation') agreeToInvitation(route.token)
  }
}
