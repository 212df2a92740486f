import { actorIn } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import type { RoomObserver } from '../conversations/events.ts'
import { requireWritable } from '../messages/room-refusal.ts'
import { keptApart } from '../people/kept-apart.ts'
import { notFound } from '../refusal.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import type { Publisher } from '../realtime/publish.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'

/**
 * Tells who is writing. Nothing is stored. A socket may tell only the rooms that it is in, and its typing ends when it
 * closes. Where a person may not write, nobody is told that they type.
 */
export function typingEvents(
  socket: RelaySocket,
  edge: EventEdge & { sql: Sql; publish: Publisher; inside: Pick<RoomObserver, 'isRoom'> },
): void {
  const { userId } = socket.data.session
  /** Where the person is writing: under which id, and the people from whom a block hides it. */
  const started = new Map<string, { actorId: string; hiddenFrom: string[] }>()

  const tell = (
    event: 'typing:start' | 'typing:stop',
    conversation_id: string,
    { actorId, hiddenFrom }: { actorId: string; hiddenFrom: string[] },
  ) => {
    const push = { conversation_id, user_id: actorId }
    edge.publish.toConversation(conversation_id, event, push, socket, hiddenFrom)
  }
  const requireRoom = (conversationId: string) => {
    if (!socket.rooms.has(roomOf.conversation(conversationId))) throw notFound('conversation')
  }

  answer(socket, 'typing:start', edge, async ({ conversation_id }) => {
    requireRoom(conversation_id)
    const actorId = await actorIn(edge.sql, userId, conversation_id)
    if (edge.inside.isRoom(conversation_id)) {
      await requireWritable(edge.sql, actorId, conversation_id)
    }
    // An alias is not kept apart from anybody: leaving out the people of a block would name its person to them.
    const hiddenFrom = actorId === userId ? await keptApart(edge.sql, userId) : []
    // The person may have been removed while the blocks were read.
    requireRoom(conversation_id)
    started.set(conversation_id, { actorId, hiddenFrom })
    tell('typing:start', conversation_id, { actorId, hiddenFrom })
    return {}
  })

  answer(socket, 'typing:stop', edge, async ({ conversation_id }) => {
    requireRoom(conversation_id)
    const writer = started.get(conversation_id)
    if (writer !== undefined) tell('typing:stop', conversation_id, writer)
    started.delete(conversation_id)
    return {}
  })

  // The socket is still in its rooms here. It sends no event to rooms that the person was removed from.
  socket.on('disconnecting', () => {
    for (const [conversationId, writer] of started) {
      if (!socket.rooms.has(roomOf.conversation(conversationId))) continue
      tell('typing:stop', conversationId, writer)
    }
    started.clear()
  })
}
