import type { Sql } from '../database/client.ts'
import type { Memberships, SecondLook } from '../live-session.ts'

/** What the handshake read, in the statement that found the session. */
export interface HandshakeData {
  memberships: Memberships
  epoch: string
  highWaterMarks: Record<string, number>
  showsPresence: boolean
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
