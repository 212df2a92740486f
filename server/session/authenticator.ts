import type { Sql } from '../database/client.ts'
import type { Work } from '../work.ts'
import type { Authenticate } from '../live-session.ts'
import { authenticate } from './authenticate.ts'
import { readCookies, type CookieConfig } from './cookies.ts'

/** HTTP and sockets identify a person in the same way: by the cookies of the request. */
export const createAuthenticator =
  (needs: { sql: Sql; work: Work }, config: CookieConfig): Authenticate =>
  (cookieHeader) =>
    authenticate(needs, config.session, readCookies(config, cookieHeader))
