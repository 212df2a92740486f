import { notFound } from '../refusal.ts'
import { answer, type EventEdge } from './events.ts'
import type { Publisher } from './publish.ts'
import { roomOf, type RelaySocket } from './socket-types.ts'

/**
 * Who writes right now. Kept nowhere: the room a socket is in is its permission, and what it had started is taken back when
 * it closes.
 */
export function typingEvents(socket: RelaySocket, edge: EventEdge & { publish: Publisher }): void {
  const { userId } = socket.data.session
  const started = new Set<string>()

  const tell = (event: 'typing:start' | 'typing:stop', conversation_id: string) =>
    edge.publish.toConversation(
      conversation_id,
      event,
      { conversation_id, user_id: userId },
      socket,
    )

  answer(socket, 'typing:start', edge, async ({ conversation_id }) => {
    if (!socket.rooms.has(roomOf.conversation(conversation_id))) throw notFound('conversation')
    started.add(conversation_id)
    tell('typing:start', conversation_id)
    return {}
  })

  answer(socket, 'typing:stop', edge, async ({ conversation_id }) => {
    if (!socket.rooms.has(roomOf.conversation(conversation_id))) throw notFound('conversation')
    if (started.delete(conversation_id)) tell('typing:stop', conversation_id)
    return {}
  })

  socket.on('disconnect', () => {
    for (const conversationId of started) tell('typing:stop', conversationId)
    started.clear()
  })
}
