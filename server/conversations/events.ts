import { isOfDarkRoom } from '../../wire/ids.ts'
import { actorIn } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import type { Events } from '../realtime/events.ts'
import { roomOf } from '../realtime/socket-types.ts'
import { notFound } from '../refusal.ts'
import { openedBy, requireMembership } from './memberships.ts'

/** Learns which conversations are rooms that somebody at this node has opened. */
export interface RoomObserver {
  opened(conversationId: string): void
  /** Whether it is a room that somebody at this node has opened. */
  isRoom(conversationId: string): boolean
}

interface ConversationEdge {
  sql: Sql
  inside: RoomObserver
}

/**
 * A client opens and closes a conversation. A socket gets the events of a room only while the room is open there. It gets
 * the events of all other conversations of its person for as long as it lives. For those, opening joins once more, in case
 * the first join was lost. Closing changes nothing.
 */
export function conversationEvents(events: Events, { sql, inside }: ConversationEdge): void {
  events.answer('conversation:join', async (socket, { conversation_id }) => {
    const actorId = await actorIn(sql, socket.data.session.userId, conversation_id)
    const room = roomOf.conversation(conversation_id)
    await requireMembership(sql, actorId, conversation_id)
    // In a dark room the events for one participant name an alias. A socket takes them only while it shows the room.
    const isDark = isOfDarkRoom(conversation_id)
    await socket.join([room, roomOf.user(actorId), ...(isDark ? [roomOf.alias(actorId)] : [])])
    // The membership is read again after the join. A removal in between did not find this socket in the room. What was
    // stored before the join is in `last_ver`, and what is stored later comes as an event.
    const { last_ver, in_room } = await openedBy(sql, actorId, conversation_id).catch(
      async (error: unknown) => {
        await socket.leave(room)
        throw error
      },
    )
    if (in_room) {
      inside.opened(conversation_id)
      // A person who joined the room after this socket connected opens it first.
      await socket.join(roomOf.activity(conversation_id))
    }
    return { last_ver }
  })

  events.answer('conversation:leave', async (socket, { conversation_id }) => {
    const room = roomOf.conversation(conversation_id)
    if (!socket.rooms.has(room)) throw notFound('conversation')
    if (inside.isRoom(conversation_id)) await socket.leave(room)
    if (isOfDarkRoom(conversation_id)) {
      const actorId = await actorIn(sql, socket.data.session.userId, conversation_id)
      await socket.leave(roomOf.user(actorId))
    }
    return {}
  })
}
