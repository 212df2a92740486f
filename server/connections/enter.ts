import { PROTOCOL } from '../../wire/protocol.ts'
import { currentEpoch } from '../conversations/epoch.ts'
import { conversationIdsOf, highWaterMarksOf } from '../conversations/memberships.ts'
import type { Sql } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { showsPresence } from '../people/last-seen.ts'
import type { Presence } from '../presence/presence.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'
import { secondsLeft } from '../session/authenticate.ts'

interface EnterEdge {
  sql: Sql
  presence: Presence
  log: Logger
}

/**
 * The socket joins its rooms first. Then the relay reads the session once more. A revocation in between finds the
 * socket in its room, or this second read finds the revocation. The same is true for a removal from a conversation.
 */
export async function enter(socket: RelaySocket, { sql, presence, log }: EnterEdge): Promise<void> {
  const { session } = socket.data
  try {
    // The person's own room comes first. Through it the socket joins conversations that are created while the rest is
    // read.
    await socket.join([roomOf.user(session.userId), roomOf.session(session.id)])
    const conversations = await conversationIdsOf(sql, session.userId)
    await socket.join(conversations.map(roomOf.conversation))
    const [left, epoch, highWaterMarks, shown, still] = await Promise.all([
      secondsLeft(sql, session.id),
      currentEpoch(sql),
      highWaterMarksOf(sql, session.userId),
      showsPresence(sql, session.userId),
      conversationIdsOf(sql, session.userId),
    ])
    leaveRemoved(socket, conversations, still)
    if (left === null) {
      socket.emit('connection:error', { code: 'session_ended', message: 'Your session has ended.' })
      socket.disconnect(true)
      return
    }
    presence.connected(socket, shown)
    socket.emit('connection:established', {
      session: { id: session.id, expires_in: session.expiresIn },
      user_id: session.userId,
      epoch,
      server_time: new Date().toISOString(),
      protocol: PROTOCOL,
      // The wire field is called `marks`, because programs other than the page rely on it.
      marks: highWaterMarks,
    })
  } catch (error) {
    log.warn({ err: error }, 'a socket could not be let in')
    socket.emit('connection:error', {
      code: 'unavailable',
      message: 'Parley cannot be reached right now. Trying again.',
    })
    socket.disconnect(true)
  }
}

/** A removal between reading and joining could not take the socket out of a room that it had not joined yet. */
function leaveRemoved(socket: RelaySocket, joined: string[], still: string[]): void {
  const theirs = new Set(still)
  for (const id of joined) if (!theirs.has(id)) void socket.leave(roomOf.conversation(id))
}
