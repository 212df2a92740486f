import { AuthClient } from '@supabase/supabase-js'
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
