import { AuthClient } from '@supabase/supabase-js'

/** Supabase's client, which can begin a sign-in at a provider with PKCE. */
export class Auth extends AuthClient {
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
}
