/** A session that was valid a moment ago, with the public data of its person. */
export interface LiveSession {
  id: string
  userId: string
  /** Seconds until the newest access cookie expires, by the clock of the database. */
  expiresIn: number
}

/**
 * Finds the valid session of a Cookie header.
 * @throws Refusal `session_required`, `session_expired` (refresh helps), `session_ended` (nothing helps)
 */
export type Authenticate = (cookieHeader: string | undefined) => Promise<LiveSession>
