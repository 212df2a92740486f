import { AuthClient } from '@supabase/supabase-js'
import type { PublicConfig } from '../../wire/session.ts'
import { RequestError } from '../requests/request-error.ts'
import { readCallback, withoutCallback, type Callback } from './callback.ts'

export type Auth = InstanceType<typeof AuthClient>

/** GoTrue's `/settings`, as far as the sign-in page asks. */
export interface Settings {
  external: Partial<Record<'email' | 'google' | 'phone', boolean>>
  disable_signup: boolean
}

/** `unreachable` says nothing about the sign-in. `none` says that it is over. */
export type AccessToken =
  { kind: 'token'; token: string } | { kind: 'none' } | { kind: 'unreachable' }

export type Opened = 'nothing' | 'signed_in' | 'recovery' | 'link_expired'

/** The sign-in this browser keeps with Supabase. */
export interface SignInService {
  readonly auth: Auth
  /** Reads what a mail link or a provider left in the address bar, and cleans the address bar. */
  open(): Promise<Opened>
  /** The id of the person whose sign-in is stored in this browser. It does not ask the server. */
  storedUser(): string | null
  accessToken(options: { renew: boolean }): Promise<AccessToken>
  /** Ends the sign-in on the server if that can be reached, and in this browser in any case. */
  signOut(): Promise<void>
  /** Ends the sign-in in this browser only. */
  forget(): void
  /** Throws RequestError `network`. */
  settings(): Promise<Settings>
  /** Calls back after a change of the sign-in, also in other tabs. */
  onChange(listener: (change: 'signed_in' | 'signed_out') => void): void
}

const TIMEOUT_MS = 15_000

/** The key supabase-js uses by default, so that a sign-in from before Parley is found. */
export const storageKey = (url: string): string =>
  `sb-${new URL(url).hostname.split('.')[0]}-auth-token`

export function createSignIn({ supabase }: PublicConfig): SignInService {
  const key = storageKey(supabase.url)
  const callback = readCallback(location.href, localStorage.getItem(`${key}-code-verifier`))
  const url = new URL('auth/v1', supabase.url.replace(/\/*$/, '/')).href
  const apikey = supabase.publishable_key
  const request: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  const auth = new AuthClient({
    url,
    headers: { apikey, Authorization: `Bearer ${apikey}` },
    storageKey: key,
    // A link in a mail may be opened in another browser, which PKCE does not allow. A PKCE sign-in that began here is finished.
    flowType: callback.kind === 'session' ? callback.flow : 'implicit',
    fetch: request,
  })

  const forget = () => localStorage.removeItem(key)

  return {
    auth,
    open: () => openCallback(auth, callback),
    storedUser: () => userIn(localStorage.getItem(key)),
    async accessToken({ renew }) {
      let { data, error } = renew ? await auth.refreshSession() : await auth.getSession()
      // Another tab renewed the token at the same moment. Its token is valid too.
      if (error?.name === 'AuthRefreshDiscardedError') ({ data, error } = await auth.getSession())
      if (data.session !== null) return { kind: 'token', token: data.session.access_token }
      return { kind: error?.name === 'AuthRetryableFetchError' ? 'unreachable' : 'none' }
    },
    async signOut() {
      await auth.signOut({ scope: 'local' }).catch(() => undefined)
      // When the server cannot be reached, the library keeps the sign-in. The person logged out, so the sign-in is
      // deleted here.
      forget()
    },
    forget,
    async settings() {
      try {
        const response = await request(`${url}/settings`, { headers: { apikey } })
        if (response.ok) return (await response.json()) as Settings
      } catch {
        // The error is thrown below.
      }
      throw new RequestError('network')
    },
    onChange(listener) {
      auth.onAuthStateChange((event) => {
        if (event === 'SIGNED_IN') listener('signed_in')
        if (event === 'SIGNED_OUT') listener('signed_out')
      })
    },
  }
}

async function openCallback(auth: Auth, callback: Callback): Promise<Opened> {
  if (callback.kind === 'none') return 'nothing'
  const { error } = await auth.initialize()
  history.replaceState(history.state, '', withoutCallback(location.href))
  if (callback.kind === 'error') return callback.expired ? 'link_expired' : 'nothing'
  if (error !== null) return 'link_expired'
  return callback.recovery ? 'recovery' : 'signed_in'
}

function userIn(stored: string | null): string | null {
  try {
    const session = JSON.parse(stored ?? 'null') as { user?: { id?: unknown } } | null
    return typeof session?.user?.id === 'string' ? session.user.id : null
  } catch {
    return null
  }
}
