import type { Sql } from '../database/client.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'
import { notFound } from '../refusal.ts'
import { requireMembership } from './memberships.ts'

/**
 * Opening and closing a view. A socket hears all conversations of its person for as long as it lives. Opening one joins its
 * room again, in case the first join was lost. Closing one changes nothing that others could see.
 */
export function conversationEvents(socket: RelaySocket, edge: EventEdge & { sql: Sql }): void {
  answer(socket, 'conversation:join', edge, async ({ conversation_id }) => {
    const { userId } = socket.data.session
    const room = roomOf.conversation(conversation_id)
    await requireMembership(edge.sql, userId, conversation_id)
    await socket.join(room)
    // Asked again after the join: a removal in between did not find this socket in the room.
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
