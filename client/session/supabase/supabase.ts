import type { PublicConfig } from '../../../wire/session.ts'
import { rememberSignIn } from '../../browser/stores.ts'
import { RequestError } from '../../requests/request-error.ts'
import { Auth } from './auth.ts'
import type { Settings } from './project-settings.ts'
import type { Refresher } from './refresher.ts'
import type { AccessToken, Opened, SignedOutReason } from './sign-in-result.ts'
import { createSignInStore, storageKey, type PasswordWanted } from './sign-in-store.ts'

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
  onChange(listener: () => void): void
  /** Calls back when Supabase refuses to renew the sign-in for good. */
  onRefused(listener: (reason: SignedOutReason) => void): void
}

const TIMEOUT_MS = 15_000

export function createSignIn({ supabase }: PublicConfig): SignInService {
  const key = storageKey(supabase.url)
  rememberSignIn(key)
  const url = new URL('auth/v1', supabase.url.replace(/\/*$/, '/')).href
  const apikey = supabase.publishable_key
  const request: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  let onRefused: (reason: SignedOutReason) => void = () => {}
  let refresher: Promise<Refresher> | null = null
  /** Few pages ask Supabase for a token, so this code is not in the first load. */
  const loadRefresher = () =>
    (refresher ??= import('./refresher.ts').then(
      (code) =>
        code.createRefresher(request, {
          stored: () => store.getItem(key),
          refused: (reason) => onRefused(reason),
        }),
      () => {
        refresher = null
        throw new RequestError('network')
      },
    ))
  const ask: typeof fetch = async (input, init) =>
    typeof input === 'string' && input.endsWith('grant_type=refresh_token')
      ? (await loadRefresher()).refresh(input, init)
      : request(input, init)
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
  // The client would renew nothing while the page is hidden, and a page may be hidden all day. Only a renewal says
  // whether the sign-in still stands.
  void auth.initialize().then(() => auth.startAutoRefresh())

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
      const code = await loadRefresher().catch(() => null)
      return code === null ? { kind: 'unreachable' } : code.accessToken(auth, renew)
    },
    async signOut() {
      await auth.signOut({ scope: 'local' }).catch(() => undefined)
      // When the server cannot be reached, the library keeps the sign-in. The person logged out, so the sign-in is
      // deleted here.
      forget()
    },
    forget,
    async settings() {
      const code = await import('./project-settings.ts').catch(() => null)
      if (code === null) throw new RequestError('network')
      return code.readSettings(() => request(`${url}/settings`, { headers: { apikey } }))
    },
    onChange(listener) {
      // SIGNED_IN and SIGNED_OUT.
      auth.onAuthStateChange((event) => {
        if (event.startsWith('SIGNED_')) listener()
      })
    },
    onRefused: (listener) => (onRefused = listener),
  }
}
