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

/** The conversations of a person at one moment. Two moments have the same `sum` when they have the same `ids`. */
export interface Memberships {
  ids: readonly string[]
  /** The open rooms that the person has joined. Their sockets hear only that messages came. */
  rooms: readonly string[]
  sum: string
}

/** The columns of the second look at a socket that has joined its rooms. */
export interface SecondLook {
  lives: boolean
  memberships: string
}
