import type { Sql } from '../database/client.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'
import { notFound } from '../refusal.ts'
import { requireMembership } from './memberships.ts'

/**
 * A client opens and closes a conversation. A socket gets the events of all conversations of its person for as long as
 * it lives. Opening joins the room again, in case the first join was lost. Closing changes nothing for other people.
 */
export function conversationEvents(socket: RelaySocket, edge: EventEdge & { sql: Sql }): void {
  answer(socket, 'conversation:join', edge, async ({ conversation_id }) => {
    const { userId } = socket.data.session
    const room = roomOf.conversation(conversation_id)
    await requireMembership(edge.sql, userId, conversation_id)
    await socket.join(room)
    // The membership is read again after the join. A removal in between did not find this socket in the room.
    await requireMembership(edge.sql, userId, conversation_id).catch(async (error: unknown) => {
      await socket.leave(room)
      throw error
    })
    return {}
  })

  answer(socket, 'conversation:leave', edge, async ({ conversation_id }) => {
    if (!socket.rooms.has(roomOf.conversation(conversation_id))) throw notFound('conversation')
    return {}
  })
}
