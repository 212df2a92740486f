import type { PublicConfig } from '../../wire/session.ts'
import { RequestError } from '../requests/request-error.ts'
import { Auth } from './auth.ts'
import type { Opened, SignedOutReason } from './sign-in-result.ts'
import { storageKey, storedSignIn } from './stored-sign-in.ts'

/** GoTrue's `/settings`, as far as the sign-in page asks. */
export interface Settings {
  external: Readonly<Record<string, boolean>>
  disable_signup: boolean
  saml_enabled?: boolean
}

/** `unreachable` says nothing about the sign-in. `none` says that it is over. */
export type AccessToken =
  { kind: 'token'; token: string } | { kind: 'none' } | { kind: 'unreachable' }

/** The sign-in this browser keeps with Supabase. */
export interface SignInService {
  readonly auth: Auth
  /** Reads the address that `takeLink` took. Throws RequestError `network` when its code cannot be fetched. */
  open(address: string | null): Promise<Opened>
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
  onChange(listener: () => void): void
  /** Calls back when Supabase refuses to renew the sign-in for good. */
  onRefused(listener: (reason: SignedOutReason) => void): void
}

const TIMEOUT_MS = 15_000

export function createSignIn({ supabase }: PublicConfig): SignInService {
  const key = storageKey(supabase.url)
  const url = new URL('auth/v1', supabase.url.replace(/\/*$/, '/')).href
  const apikey = supabase.publishable_key
  const request: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  let refused: (reason: SignedOutReason) => void = () => {}
  /**
   * Supabase's client renews the sign-in before its token ends. After a refusal it keeps the sign-in until the token has
   * ended, and up to a minute longer. A refusal ends the sign-in, so here it is told at once.
   */
  const hearRefusal: typeof fetch = async (input, init) => {
    const answer = await request(input, init)
    if (answer.ok) return answer
    // Where this code cannot be fetched, the answer counts as none.
    const { endOfSignIn } = await import('./problems.ts')
    const stored = localStorage.getItem(key)
    const reason = await endOfSignIn(answer.clone(), stored, input, init)
    if (reason) refused(reason)
    return answer
  }
  const auth = new Auth({
    url,
    headers: { apikey, Authorization: `Bearer ${apikey}` },
    storageKey: key,
    // A link never signs in by itself: the person is asked first.
    detectSessionInUrl: false,
    fetch: hearRefusal,
  })

  const forget = () => localStorage.removeItem(key)

  return {
    auth,
    async open(address) {
      if (address === null) return { kind: 'nothing' }
      const code = await import('./sign-in-link.ts').catch(() => null)
      if (code === null) throw new RequestError('network')
      return code.openLink(address, auth, key)
    },
    storedUser: () => storedSignIn(key)?.id ?? null,
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
      // SIGNED_IN and SIGNED_OUT.
      auth.onAuthStateChange((event) => {
        if (event.startsWith('SIGNED_')) listener()
      })
    },
    onRefused: (listener) => (refused = listener),
  }
}
