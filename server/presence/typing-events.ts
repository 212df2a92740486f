import { isOfDarkRoom } from '../../wire/ids.ts'
import { actorIn } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import type { RoomObserver } from '../conversations/events.ts'
import { awaitingFirstMessage } from '../conversations/memberships.ts'
import { requireWritable } from '../messages/room-refusal.ts'
import { keptApart } from '../people/kept-apart.ts'
import { notFound } from '../refusal.ts'
import type { Events } from '../realtime/events.ts'
import type { Publisher } from '../realtime/publish.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'

/** Under which id a person writes, and the people from whom a block hides it. */
interface Writer {
  actorId: string
  hiddenFrom: string[]
}

export interface TypingEvents {
  /** The socket closes, and is still in its rooms. It tells nothing to rooms that its person was removed from. */
  leaving(socket: RelaySocket): void
}

/**
 * Tells who is writing. Nothing is stored. A socket may tell only the rooms that it is in, and its typing ends when it
 * closes. Where a person may not write, nobody is told that they type.
 *
 * No dark room is told that an alias stops. An alias that stops in the moment in which a person goes offline is the alias of
 * that person, and so is the one that never stops, when all others do. Each page forgets after some seconds who types.
 */
export function typingEvents(
  events: Events,
  edge: { sql: Sql; publish: Publisher; inside: Pick<RoomObserver, 'isRoom'> },
): TypingEvents {
  /** Where the person of each socket is writing. Most sockets only wait, and are not in it. */
  const writing = new WeakMap<RelaySocket, Map<string, Writer>>()

  const tell = (
    socket: RelaySocket,
    event: 'typing:start' | 'typing:stop',
    conversation_id: string,
    { actorId, hiddenFrom }: Writer,
  ) => {
    const push = { conversation_id, user_id: actorId }
    edge.publish.toConversation(conversation_id, event, push, socket, hiddenFrom)
  }

  const tellStop = (socket: RelaySocket, conversationId: string, writer: Writer) => {
    if (!isOfDarkRoom(conversationId)) tell(socket, 'typing:stop', conversationId, writer)
  }

  events.answer('typing:start', async (socket, { conversation_id }) => {
    const { userId } = socket.data.session
    requireRoom(socket, conversation_id)
    const actorId = await actorIn(edge.sql, userId, conversation_id)
    if (edge.inside.isRoom(conversation_id)) {
      await requireWritable(edge.sql, actorId, conversation_id)
    }
    // An alias is not kept apart from anybody: leaving out the people of a block would name its person to them.
    const hiddenFrom =
      actorId === userId
        ? [
            ...(await keptApart(edge.sql, userId)),
            ...(await awaitingFirstMessage(edge.sql, conversation_id)),
          ]
        : []
    // The person may have been removed while the blocks were read.
    requireRoom(socket, conversation_id)
    const started = writing.get(socket) ?? new Map<string, Writer>()
    writing.set(socket, started.set(conversation_id, { actorId, hiddenFrom }))
    tell(socket, 'typing:start', conversation_id, { actorId, hiddenFrom })
    return {}
  })

  events.answer('typing:stop', async (socket, { conversation_id }) => {
    requireRoom(socket, conversation_id)
    const started = writing.get(socket)
    const writer = started?.get(conversation_id)
    if (writer !== undefined) tellStop(socket, conversation_id, writer)
    started?.delete(conversation_id)
    return {}
  })

  return {
    leaving(socket) {
      for (const [conversationId, writer] of writing.get(socket) ?? []) {
        if (!socket.rooms.has(roomOf.conversation(conversationId))) continue
        tellStop(socket, conversationId, writer)
      }
      writing.delete(socket)
    },
  }
}

function requireRoom(socket: RelaySocket, conversationId: string): void {
  if (!socket.rooms.has(roomOf.conversation(conversationId))) throw notFound('conversation')
}
