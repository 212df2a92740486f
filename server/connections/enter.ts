import { PROTOCOL } from '../../wire/protocol.ts'
import { currentEpoch } from '../conversations/epoch.ts'
import { conversationIdsOf, highWaterMarksOf } from '../conversations/memberships.ts'
import type { Sql } from '../database/client.ts'
import type { Work } from '../work.ts'
import type { Logger } from '../logger.ts'
import { showsPresence } from '../people/last-seen.ts'
import type { Presence } from '../presence/presence.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'
import { secondsLeft } from '../session/authenticate.ts'

interface EnterEdge {
  sql: Sql
  presence: Presence
  work: Work
  log: Logger
}

/**
 * The socket joins its rooms first. Then the relay reads the session once more. A revocation in between finds the
 * socket in its room, or this second read finds the revocation. The same is true for a removal from a conversation.
 */
export async function enter(
  socket: RelaySocket,
  { sql, presence, work, log }: EnterEdge,
): Promise<void> {
  const { session } = socket.data
  try {
    const { left, epoch, highWaterMarks, shown } = await work.run(session.userId, 'query', () =>
      joinRooms(socket, sql),
    )
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

/** One query after another: a socket that comes in counts as one query of its person. */
async function joinRooms(socket: RelaySocket, sql: Sql) {
  const { id: sessionId, userId } = socket.data.session
  // The person's own room comes first. Through it the socket joins conversations that are created while the rest is
  // read.
  await socket.join([roomOf.user(userId), roomOf.session(sessionId)])
  const conversations = await conversationIdsOf(sql, userId)
  await socket.join(conversations.map(roomOf.conversation))
  const left = await secondsLeft(sql, sessionId)
  const epoch = await currentEpoch(sql)
  const highWaterMarks = await highWaterMarksOf(sql, userId)
  const shown = await showsPresence(sql, userId)
  leaveRemoved(socket, conversations, await conversationIdsOf(sql, userId))
  return { left, epoch, highWaterMarks, shown }
}

/** A removal between reading and joining could not take the socket out of a room that it had not joined yet. */
function leaveRemoved(socket: RelaySocket, joined: string[], still: string[]): void {
  const theirs = new Set(still)
  for (const id of joined) if (!theirs.has(id)) void socket.leave(roomOf.conversation(id))
}
