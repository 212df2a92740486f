import type { PublicConfig } from '../../../wire/session.ts'
import { rememberSignIn, tellSignedOut } from '../../browser/stores.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Auth } from './auth.ts'
import type { Client } from './client.ts'
import type { Settings } from './project-settings.ts'
import type { AccessToken, Opened, SignedOutReason } from './sign-in-result.ts'
import { createSignInStore, storageKey, type PasswordWanted } from './sign-in-store.ts'

/** The sign-in this browser keeps with Supabase. Supabase's client is not in the first load, and comes when it is needed. */
export interface SignInService {
  /** Supabase's client. Throws RequestError `network` when its code cannot be fetched. */
  auth(): Promise<Auth>
  /** Begins to renew the sign-in, and to notice what other tabs do with it. It tries until the code is here. */
  keep(): void
  /** Reads the address that `takeLink` took. Throws RequestError `network` when its code cannot be fetched. */
  open(address: string | null): Promise<Opened>
  /**
   * The id of the person whose sign-in is stored in this browser. It does not ask the server. Undefined when this
   * browser cannot say: then the cookies tell who it is, and nothing is ended or deleted.
   */
  storedUser(): string | null | undefined
  /** What the person has to choose before anything else: they came by a recovery or an invitation. */
  passwordWanted(): PasswordWanted | null
  accessToken(options: { renew: boolean }): Promise<AccessToken>
  /** Ends the sign-in in this browser at once, and then on the server if that can be reached. */
  signOut(): Promise<void>
  /** Ends the sign-in in this browser only, also for another app that shares it. */
  leave(): void
  /** Forgets a sign-in that is over at Supabase. */
  forget(): void
  /** Throws RequestError `network`. */
  settings(): Promise<Settings>
  /** Calls back after a change of the sign-in, also in other tabs. */
  onChange(listener: () => void): void
  /** Calls back when Supabase refuses to renew the sign-in for good. */
  onRefused(listener: (reason: SignedOutReason) => void): void
}

const TIMEOUT_MS = 15_000
const RETRY_MS = 15_000

const fetched = <T>(code: Promise<T>): Promise<T> =>
  code.catch(() => {
    throw new RequestError('network')
  })

export function createSignIn(
  { supabase }: PublicConfig,
  fetchClient = () => import('./client.ts'),
): SignInService {
  const key = storageKey(supabase.url)
  rememberSignIn(key)
  const url = new URL('auth/v1', supabase.url.replace(/\/*$/, '/')).href
  const apikey = supabase.publishable_key
  const request: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  let onChange = () => {}
  let onRefused: (reason: SignedOutReason) => void = () => {}
  let client: Promise<Client> | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  const store = createSignInStore(key)

  async function openClient(): Promise<Client> {
    const code = await fetched(fetchClient())
    const changed = () => onChange()
    const refused = (reason: SignedOutReason) => onRefused(reason)
    const opened = code.openClient({ url, apikey, key, store, request, changed, refused })
    // Until now nobody listened to other tabs.
    changed()
    return opened
  }
  const load = () =>
    (client ??= openClient().catch((error: unknown) => {
      client = null
      throw error
    }))
  const auth = async () => (await load()).auth
  const forget = () => store.removeItem(key)
  function leave(): void {
    forget()
    tellSignedOut(key)
  }

  const signIn: SignInService = {
    auth,
    keep: () =>
      void load().catch(() => {
        // Each failure that the page shows calls this anew. One timer is enough for all of them.
        clearTimeout(retry)
        retry = setTimeout(signIn.keep, RETRY_MS)
      }),
    async open(address) {
      if (address === null) return { kind: 'nothing' }
      const [code, opened] = await Promise.all([fetched(import('./sign-in-link.ts')), auth()])
      return code.openLink(address, opened, key)
    },
    storedUser: () => store.person()?.id ?? (store.isKnown() ? null : undefined),
    passwordWanted: store.passwordWanted,
    async accessToken({ renew }) {
      const opened = await load().catch(() => null)
      return opened === null ? { kind: 'unreachable' } : opened.accessToken(renew)
    },
    async signOut() {
      const left = store.getItem(key)
      // The server may answer late. Whoever has signed in by then keeps their sign-in.
      leave()
      if (left)
        await auth()
          .then((opened) => opened.end(left))
          .catch(() => undefined)
    },
    leave,
    forget,
    async settings() {
      const code = await fetched(import('./project-settings.ts'))
      return code.readSettings(() => request(`${url}/settings`, { headers: { apikey } }))
    },
    onChange: (listener) => (onChange = listener),
    onRefused: (listener) => (onRefused = listener),
  }
  return signIn
}
