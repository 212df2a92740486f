/** A session that was found alive a moment ago, and what may be known of its person. */
export interface LiveSession {
  id: string
  userId: string
  /** Seconds until the access cookie last handed out runs out, by the database clock. */
  expiresIn: number
}
