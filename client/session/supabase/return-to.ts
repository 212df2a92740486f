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

/** The path of a link below the base path, or null for another path. */
function linkIn(pathname: string): string | null {
  const path = pathname.slice(basePath.length)
  return pathname.startsWith(`${basePath}/`) && LINK.test(path) ? path : null
}

/** The person leaves this address to sign in, and comes back at the start page, perhaps in another tab. */
export function keepAddress(): void {
  const path = linkIn(location.pathname)
  if (path === null) browserStorage.removeItem(RETURN_TO)
  else browserStorage.setItem(RETURN_TO, `${Date.now()} ${path}`)
}

/** The address that a mail leads to. It carries the link, because another browser has not kept it. */
export function mailedAddress(): string {
  return new URL(basePath + (linkIn(location.pathname) ?? '/'), location.href).href
}

/**
 * Goes to the address that was left for the sign-in. It counts once. What the mail carries comes before what this
 * browser kept.
 */
export function returnToAddress(mailed: string | null = null): void {
  const kept = takeKept()
  const path = linkOf(mailed) ?? linkIn(location.pathname) ?? kept
  if (path === null) return
  if (location.pathname === paths.home) navigate(basePath + path, { replace: true })
  else if (location.pathname !== basePath + path) return
  // A person whose browser kept the address saw the invitation before they left to sign in. An address alone agrees to
  // nothing: anybody may have written the link.
  const route = routeOf(location.pathname)
  if (path === kept && route.kind === 'invitation') agreeToInvitation(route.token)
}

function takeKept(): string | null {
  const [since = '', path = ''] = (browserStorage.getItem(RETURN_TO) ?? '').split(' ')
  browserStorage.removeItem(RETURN_TO)
  const isFresh = Date.now() - Number(since) < LIFE_MILLISECONDS
  return isFresh && LINK.test(path) ? path : null
}

/** The link in an address of this site. Another site's address holds none. */
function linkOf(address: string | null): string | null {
  const base = `${location.origin}/`
  return address?.startsWith(base) ? linkIn(new URL(address).pathname) : null
}
