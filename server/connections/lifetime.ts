import type { Database } from '../database/client.ts'
import type { Events } from '../realtime/events.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { Refusal } from '../refusal.ts'
import { secondsLeft } from '../session/authenticate.ts'

/** The relay asks for a renewal so many seconds before the end. For a shorter life it asks at half time. */
const ASK_BEFORE_SECONDS = 60

export interface Lifetimes {
  /** The life of the socket begins. */
  begin(socket: RelaySocket): void
  /** The socket has closed. */
  forget(socket: RelaySocket): void
}

/**
 * A socket lives as long as the cookie it came with. Shortly before the end, the relay asks for a renewal by HTTP
 * (`session:renew`). At the end, it closes the socket of a session that was not renewed.
 */
export function limitLifetimes(sql: Database, events: Events): Lifetimes {
  /** What each socket waits for: the question, and after it the end. */
  const timers = new WeakMap<RelaySocket, NodeJS.Timeout>()

  /** Two steps with one timer: most sockets only wait, and a node has thousands of them. */
  function arm(socket: RelaySocket, seconds: number): void {
    clearTimeout(timers.get(socket))
    if (!socket.connected) return
    const left = Math.min(ASK_BEFORE_SECONDS, seconds / 2)
    timers.set(socket, setTimeout(ask, (seconds - left) * 1000, socket, left).unref())
  }

  function ask(socket: RelaySocket, left: number): void {
    timers.set(socket, setTimeout(close, left * 1000, socket).unref())
    socket.emit('session:renew', { expires_in: Math.floor(left) })
  }

  function close(socket: RelaySocket): void {
    const message = 'The session was not renewed in time.'
    socket.emit('connection:error', { code: 'session_expired', message })
    socket.disconnect(true)
  }

  events.answer('session:renew', async (socket) => {
    const left = await secondsLeft(sql, socket.data.session.id)
    if (left === null) throw new Refusal('session_ended', 'Your session has ended. Sign in again.')
    arm(socket, left)
    return { expires_in: left }
  })
  return {
    begin: (socket) => arm(socket, socket.data.session.expiresIn),
    forget: (socket) => clearTimeout(timers.get(socket)),
  }
}
