import { Refusal } from '../refusal.ts'

/** Far more than the pages and devices of a person, with those connections that broke and are not known to be gone yet. */
const MAX_SOCKETS = 1_000
/** By then the relay has noticed connections that broke. */
const RETRY_AFTER_SECONDS = 30

/** The part of a connection of engine.io that is used here. */
interface Connection {
  readyState: string
  once(event: 'close', listener: () => void): unknown
}

export interface OpenSockets {
  /**
   * Counts the socket of this person until its connection closes.
   * @throws Refusal `rate_limited`
   */
  enter(userId: string, connection: Connection): void
}

/**
 * Limits the sockets that one person has open at this node, over all their sessions. The limits of a minute do not: a
 * socket stays, and each of them gets every event. Without this limit, one person would use up the memory and the
 * connections of the relay in some hours.
 */
export function createOpenSockets(most = MAX_SOCKETS): OpenSockets {
  const open = new Map<string, number>()

  function leave(userId: string): void {
    const left = (open.get(userId) ?? 0) - 1
    if (left > 0) open.set(userId, left)
    else open.delete(userId)
  }

  return {
    enter(userId, connection) {
      // It says that it closes only once, and Socket.IO lets no socket in any more.
      if (connection.readyState !== 'open') return
      const count = open.get(userId) ?? 0
      if (count >= most) {
        throw new Refusal('rate_limited', 'Too many pages are open.', RETRY_AFTER_SECONDS)
      }
      open.set(userId, count + 1)
      connection.once('close', () => leave(userId))
    },
  }
}
