import type { Sql } from '../database/client.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'
import { notFound } from '../refusal.ts'
import { requireMembership } from './memberships.ts'

/**
 * Opening and closing a view. A socket hears all its conversations as long as it lives; opening one makes sure of it,
 * should the push that admitted it have been lost, and closing one changes nothing that others could see.
 */
export function conversationEvents(socket: RelaySocket, edge: EventEdge & { sql: Sql }): void {
  answer(socket, 'conversation:join', edge, async ({ conversation_id }) => {
    const { userId } = socket.data.session
    const room = roomOf.conversation(conversation_id)
    await requireMembership(edge.sql, userId, conversation_id)
    await socket.join(room)
    // Again, behind the join: a removal in between found nobody to put out.
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
