import { Auth } from './auth.ts'
import { createRefresher } from './refresher.ts'
import type { AccessToken, SignedOutReason } from './sign-in-result.ts'
import type { SignInStore } from './sign-in-store.ts'

/** What the page knows of the project and of this browser before Supabase's client is there. */
export interface ClientOptions {
  /** The address of GoTrue. */
  url: string
  apikey: string
  /** The name under which the client stores the sign-in. */
  key: string
  store: SignInStore
  request: typeof fetch
  /** Somebody signed in or out, perhaps in another tab. */
  changed(): void
  refused(reason: SignedOutReason): void
}

export interface Client {
  readonly auth: Auth
  accessToken(renew: boolean): Promise<AccessToken>
}

/** Supabase's client. It renews the sign-in of this browser until the page closes. */
export function openClient({ url, apikey, key, store, request, ...told }: ClientOptions): Client {
  const refresher = createRefresher(request, {
    stored: () => store.getItem(key),
    refused: told.refused,
  })
  const ask: typeof fetch = (input, init) =>
    typeof input === 'string' && input.endsWith('grant_type=refresh_token')
      ? refresher.refresh(input, init)
      : request(input, init)
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
  // SIGNED_IN and SIGNED_OUT.
  auth.onAuthStateChange((event) => {
    if (event.startsWith('SIGNED_')) told.changed()
  })
  // The client would renew nothing while the page is hidden, and a page may be hidden all day. Only a renewal says
  // whether the sign-in still stands.
  void auth.initialize().then(() => auth.startAutoRefresh())
  return { auth, accessToken: (renew) => refresher.accessToken(auth, renew) }
}
