import type { Database } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { secondsLeft } from '../session/authenticate.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'

/** The relay asks for a renewal so many seconds before the end. For a shorter life it asks at half time. */
const ASK_BEFORE_SECONDS = 60

/**
 * A socket lives as long as the cookie it came with. Shortly before the end the relay asks for a renewal by HTTP
 * (`session:renew`), and at the end it closes the socket of a session that was not renewed.
 */
export function limitLifetime(socket: RelaySocket, sql: Database, edge: EventEdge): void {
  let timers: NodeJS.Timeout[] = []

  const arm = (seconds: number) => {
    timers.forEach(clearTimeout)
    const askAt = Math.max(seconds - ASK_BEFORE_SECONDS, seconds / 2)
    timers = [
      setTimeout(ask, askAt * 1000, Math.floor(seconds - askAt)),
      setTimeout(close, seconds * 1000),
    ]
    timers.forEach((timer) => timer.unref())
  }
  const ask = (expires_in: number) => socket.emit('session:renew', { expires_in })
  const close = () => {
    const message = 'The session was not renewed in time.'
    socket.emit('connection:error', { code: 'session_expired', message })
    socket.disconnect(true)
  }

  answer(socket, 'session:renew', edge, async () => {
    const left = await secondsLeft(sql, socket.data.session.id)
    if (left === null) throw new Refusal('session_ended', 'Your session has ended. Sign in again.')
    arm(left)
    return { expires_in: left }
  })
  socket.on('disconnect', () => timers.forEach(clearTimeout))
  arm(socket.data.session.expiresIn)
}
