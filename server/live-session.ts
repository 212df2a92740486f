/** A session that was found alive a moment ago, and what may be known of its person. */
export interface LiveSession {
  id: string
  userId: string
  /** Seconds until the access cookie last handed out runs out, by the database clock. */
  expiresIn: number
}

/**
 * Finds the living session behind a Cookie header.
 * @throws Refusal `session_required`, `session_expired` (refresh helps), `session_ended` (nothing helps)
 */
export type Authenticate = (cookieHeader: string | undefined) => Promise<LiveSession>
