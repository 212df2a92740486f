import type { Sql } from '../database/client.ts'

/** The conversations of a person at one moment. Two moments have the same `sum` when they have the same `ids`. */
export interface Memberships {
  ids: readonly string[]
  sum: string
}

/** What the handshake read, in the statement that found the session. */
export interface Arrival {
  memberships: Memberships
  epoch: string
  highWaterMarks: Record<string, number>
  showsPresence: boolean
}

/** The columns of the second look at a socket that has joined its rooms. */
export interface SecondLook {
  lives: boolean
  memberships: string
}

/**
 * After a socket has joined its rooms, the relay looks a second time at its session and its memberships. What ended
 * between the handshake and the join is found then. No event has an effect before.
 */
export interface Admission {
  /** Resolves after the second look. It makes that look at once, when nothing else has done so. */
  settled(): Promise<void>
  /**
   * Asks the database for something, and takes the columns of the second look along when that look is still due.
   * @param along runs a statement with these columns
   * @param alone runs a statement without them
   * @throws Refusal `session_ended` when the second look closed the socket
   */
  settleWith<Answer>(
    along: (columns: ReturnType<Sql>) => Promise<{ answer: Answer; look: SecondLook }>,
    alone: () => Promise<Answer>,
  ): Promise<Answer>
}
