import type { PublicConfig } from '../../wire/session.ts'
import { RequestError } from '../requests/request-error.ts'
import { Auth } from './auth.ts'
import type { SignedOutReason } from './model.ts'
import type { RenewedSignIn } from './refresh.ts'
import type { Opened } from './sign-in-result.ts'
import { createSignInStore, storageKey, type PasswordWanted } from './sign-in-store.ts'

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
  /** What the person has to choose before anything else: they came by a recovery or an invitation. */
  passwordWanted(): PasswordWanted | null
  accessToken(options: { renew: boolean }): Promise<AccessToken>
  /** Ends the sign-in on the server if that can be reached, and in this browser in any case. */
  signOut(): Promise<void>
  /** Ends the sign-in in this browser only. */
  forget(): void
  /** Throws RequestError `network`. */
  settings(): Promise<Settings>
  /** Calls back after a change of the sign-in, also in other tabs. */
  onChange(listener: (change: 'signed_in' | 'signed_out') => void): void
  /** Calls back when Supabase refuses to renew the sign-in for good. */
  onRefused(listener: (reason: SignedOutReason) => void): void
}

const TIMEOUT_MS = 15_000
const GIVE_UP_MS = 1000

export function createSignIn({ supabase }: PublicConfig): SignInService {
  const key = storageKey(supabase.url)
  const url = new URL('auth/v1', supabase.url.replace(/\/*$/, '/')).href
  const apikey = supabase.publishable_key
  const request: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  let refresh: Promise<typeof fetch> | null = null
  /** Supabase gave no answer to the last renewal that means this sign-in. */
  let isAway = false
  let giveUp = () => {}
  let onRefused: (reason: SignedOutReason) => void = () => {}
  /**
   * After a refusal Supabase's client keeps the sign-in until its token has ended, and up to a minute longer. So the
   * refusal is told at once.
   */
  const renewed: RenewedSignIn = {
    stored: () => store.getItem(key),
    away(away) {
      isAway = away
      if (away) giveUp()
    },
    refused: (reason) => onRefused(reason),
  }
  /** A renewal is rare, so its code is not in the first load. */
  const ask: typeof fetch = async (input, init) => {
    if (!String(input).endsWith('grant_type=refresh_token')) return request(input, init)
    refresh ??= import('./refresh.ts').then(({ createRefresh }) => createRefresh(request, renewed))
    try {
      return await (
        await refresh
      )(input, init)
    } catch {
      refresh = null
      throw new RequestError('network')
    }
  }
  const store = createSignInStore(key)
  const auth = new Auth(
    {
      url,
      headers: { apikey, Authorization: `Bearer ${apikey}` },
      storageKey: key,
      // A link never signs in by itself: the person is asked first.
      detectSessionInUrl: false,
      fetch: ask,
    },
    store,
  )

  const forget = () => store.removeItem(key)

  async function token(renew: boolean): Promise<AccessToken> {
    let { data, error } = renew ? await auth.refreshSession() : await auth.getSession()
    // Another tab renewed the token at the same moment. Its token is valid too.
    if (error?.name === 'AuthRefreshDiscardedError') ({ data, error } = await auth.getSession())
    if (data.session !== null) return { kind: 'token', token: data.session.access_token }
    return { kind: error?.name === 'AuthRetryableFetchError' ? 'unreachable' : 'none' }
  }

  return {
    auth,
    async open(address) {
      if (address === null) return { kind: 'nothing' }
      const code = await import('./sign-in-link.ts').catch(() => null)
      if (code === null) throw new RequestError('network')
      return code.openLink(address, auth, key)
    },
    storedUser: () => store.person()?.id ?? null,
    passwordWanted: store.passwordWanted,
    async accessToken({ renew }) {
      // Supabase's client tries for half a minute before it says so.
      const given = new Promise<AccessToken>((resolve) => {
        giveUp = () => resolve({ kind: 'unreachable' })
      })
      // A token that is still good is there at once.
      if (isAway) setTimeout(giveUp, GIVE_UP_MS)
      return Promise.race([given, token(renew)])
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
    onRefused: (listener) => (onRefused = listener),
  }
}
