import type { Auth } from './auth.ts'
import { createRefresh, type RenewedSignIn } from './refresh.ts'
import type { AccessToken } from './sign-in-result.ts'

const GIVE_UP_MS = 1000

/** Renews the sign-in at Supabase, and gives its token to the bridge. */
export function createRefresher(request: typeof fetch, signIn: Omit<RenewedSignIn, 'away'>) {
  /** Supabase gave no answer to the last renewal that means this sign-in. */
  let isAway = false
  let giveUp = () => {}
  const away = (now: boolean) => {
    isAway = now
    if (now) giveUp()
  }

  return {
    refresh: createRefresh(request, { ...signIn, away }),

    /** Supabase's client tries for half a minute before it says that there was no answer. */
    async accessToken(auth: Auth, renew: boolean): Promise<AccessToken> {
      const unreachable = new Promise<AccessToken>((resolve) => {
        giveUp = () => resolve({ kind: 'unreachable' })
      })
      // A token that is still good is there at once.
      if (isAway) setTimeout(giveUp, GIVE_UP_MS)
      const found = await Promise.race([unreachable, token(auth, renew)])
      if (found.kind !== 'unreachable' || renew) return found
      // Supabase's client renews before the end. Until then the last token is good.
      return lastToken(signIn.stored()) ?? found
    },
  }
}

async function token(auth: Auth, renew: boolean): Promise<AccessToken> {
  let { data, error } = renew ? await auth.refreshSession() : await auth.getSession()
  // Another tab renewed the token at the same moment. Its token is valid too.
  if (error?.name === 'AuthRefreshDiscardedError') ({ data, error } = await auth.getSession())
  if (data.session !== null) return { kind: 'token', token: data.session.access_token }
  return { kind: error?.name === 'AuthRetryableFetchError' ? 'unreachable' : 'none' }
}

/** The stored token, unless it has ended by this browser's clock. */
function lastToken(stored: string | null): AccessToken | null {
  if (stored === null) return null
  const { access_token: token, expires_at: end } = JSON.parse(stored) as {
    access_token: string
    expires_at: number
  }
  return end * 1000 > Date.now() ? { kind: 'token', token } : null
}
