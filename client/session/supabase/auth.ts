import { AuthClient, type Session } from '@supabase/supabase-js'
import type { SignInStore } from './sign-in-store.ts'

type Options = ConstructorParameters<typeof AuthClient>[0]

/** Supabase's client, which can begin a sign-in at a provider with PKCE. */
export class Auth extends AuthClient {
  readonly store: SignInStore

  constructor(options: NonNullable<Options>, store: SignInStore) {
    super({ ...options, storage: store })
    this.store = store
  }

  /**
   * A code of PKCE is good in this browser only, so nobody can send it to another person in a link. Mails stay without
   * it, because people open them in other browsers.
   */
  async withPkce<T>(begin: () => Promise<T>): Promise<T> {
    this.flowType = 'pkce'
    try {
      return await begin()
    } finally {
      this.flowType = 'implicit'
    }
  }

  /**
   * Ends a sign-in that this browser has forgotten, on the server only. The library's `signOut` would delete whatever is
   * stored when the server has answered: by then, that may be the sign-in of the next person.
   */
  async end(forgotten: string): Promise<void> {
    const { access_token, refresh_token, expires_at } = JSON.parse(forgotten) as Session
    const isOver = Number(expires_at) * 1000 <= Date.now()
    const renewed = isOver ? await this.apart().refreshSession({ refresh_token }) : null
    const token = renewed === null ? access_token : renewed.data.session?.access_token
    if (token === undefined) return
    const headers = { ...this.headers, Authorization: `Bearer ${token}` }
    await this.fetch(`${this.url}/logout?scope=local`, { method: 'POST', headers })
  }

  /** A client whose sign-in nobody stores. It leaves that of this browser alone. */
  apart(): InstanceType<typeof AuthClient> {
    return new AuthClient({
      url: this.url,
      headers: this.headers,
      fetch: this.fetch,
      storageKey: 'apart',
      persistSession: false,
      autoRefreshToken: false,
      detectSessionInUrl: false,
    })
  }
}
