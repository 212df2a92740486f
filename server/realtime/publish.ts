import type { Push, ServerEvent } from '../../wire/socket.ts'
import { collectFrames } from './collect-frames.ts'
import { createRoomActivity } from './room-activity.ts'
import { roomOf, type RelayServer, type RelaySocket } from './socket-types.ts'

/**
 * The edges use it to send events to other sockets, and only after the commit: the database is the truth and a push is
 * a hint.
 */
export interface Publisher {
  /**
   * Sends to every socket in the conversation. `except` is the socket that caused the event: it has its answer already.
   * `hiddenFrom` are people who may not see it, because they joined later or a block keeps them apart.
   */
  toConversation<E extends ServerEvent>(
    conversationId: string,
    event: E,
    push: Push<E>,
    except?: RelaySocket,
    hiddenFrom?: readonly string[],
  ): void
  toUser<E extends ServerEvent>(userId: string, event: E, push: Push<E>, except?: RelaySocket): void
  /**
   * Sends to the person, and once to every socket in any of these conversations. A block hides the event from
   * `hiddenFrom`.
   */
  toConversations<E extends ServerEvent>(
    userId: string,
    conversationIds: readonly string[],
    event: E,
    push: Push<E>,
    hiddenFrom: readonly string[],
  ): void
  toWatchersOf<E extends ServerEvent>(userId: string, event: E, push: Push<E>): void
  /** Sends the sockets of a session the reason of its end, and closes them. */
  endSession(sessionId: string, push: Push<'session:ended'>): void
  /** Those of these people who have a socket open. */
  connectedAmong(userIds: readonly string[]): Promise<string[]>
  /** Every open socket of these people gets the events of the conversation from now on. */
  joinRoom(conversationId: string, userIds: readonly string[]): Promise<void>
  /** No open socket of these people gets the events of the conversation any more. */
  leaveRoom(conversationId: string, userIds: readonly string[]): Promise<void>
  /**
   * This person and the given people no longer watch each other's presence. Each of them gets the event that the
   * counterpart is offline.
   */
  unwatchEachOther(userId: string, personIds: readonly string[]): Promise<void>
  /** The sockets of this person watch nobody any more. They get the event that everybody is offline. */
  unwatchAll(userId: string): Promise<void>
  /** This person watches nobody any more, and nobody watches them. Each page then asks again whom it may watch. */
  unwatchEverywhere(userId: string): Promise<void>
}

/** Events that say nothing about a message or a conversation. They may come before messages that wait. */
const overtakes: ReadonlySet<ServerEvent> = new Set<ServerEvent>([
  'typing:start',
  'typing:stop',
  'message:read',
  'message:delivered',
])

const offline = (user_id: string) => ({ user_id, online: false, last_seen_at: null })

/**
 * The only place that emits to sockets other than the asker's. Above `manySockets`, the messages of a conversation wait
 * for each other.
 */
export function createPublisher(io: RelayServer, manySockets?: number): Publisher {
  const emit = <E extends ServerEvent>(
    room: string | string[],
    event: E,
    push: Push<E>,
    from?: RelaySocket,
    hiddenFrom: readonly string[] = [],
    withoutSockets: readonly string[] = [],
  ) => {
    const target = (from === undefined ? io.to(room) : from.to(room)).except([
      ...hiddenFrom.map(roomOf.user),
      ...withoutSockets,
    ])
    ;(target.emit as (event: string, push: unknown) => void).call(target, event, push)
  }
  const activity = createRoomActivity({
    isHeard: (id) => io.of('/').adapter.rooms.has(roomOf.activity(id)),
    // Those who are inside get the messages.
    tell: (push) =>
      io
        .to(roomOf.activity(push.id))
        .except(roomOf.conversation(push.id))
        .emit('room:activity', push),
  })
  const frames = collectFrames(
    io,
    (id, { push, origin, joinedLater }) =>
      emit(roomOf.conversation(id), 'message:new', push, origin, [], joinedLater),
    manySockets,
  )
  const publisher: Publisher = {
    toConversation(id, event, push, except, hiddenFrom = []) {
      if (event === 'message:new') {
        const { messages } = push as Push<'message:new'>
        activity.heard(id, Math.max(...messages.map(({ seq }) => seq)))
        if (hiddenFrom.length === 0) return frames.add(id, push as Push<'message:new'>, except)
      }
      if (!overtakes.has(event)) frames.flush(id)
      emit(roomOf.conversation(id), event, push, except, hiddenFrom)
    },
    toUser: (id, event, push, except) => emit(roomOf.user(id), event, push, except),
    toConversations(userId, conversationIds, event, push, hiddenFrom) {
      const rooms = [roomOf.user(userId), ...conversationIds.map(roomOf.conversation)]
      emit(rooms, event, push, undefined, hiddenFrom)
    },
    toWatchersOf: (id, event, push) => emit(roomOf.presence(id), event, push),
    endSession(sessionId, push) {
      emit(roomOf.session(sessionId), 'session:ended', push)
      io.in(roomOf.session(sessionId)).disconnectSockets(true)
    },
    async connectedAmong(userIds) {
      if (userIds.length === 0) return []
      const sockets = await io.in(userIds.map(roomOf.user)).fetchSockets()
      return [...new Set(sockets.map(({ data }) => data.session.userId))]
    },
    async joinRoom(conversationId, userIds) {
      if (userIds.length === 0) return
      io.in(userIds.map(roomOf.user)).socketsJoin(roomOf.conversation(conversationId))
    },
    async leaveRoom(conversationId, userIds) {
      if (userIds.length === 0) return
      // A socket that has shown a dark room stays in the room of its alias. Only through that room is it found here.
      io.in([...userIds.map(roomOf.user), ...userIds.map(roomOf.alias)]).socketsLeave([
        roomOf.conversation(conversationId),
        roomOf.activity(conversationId),
      ])
    },
    async unwatchEachOther(userId, personIds) {
      if (personIds.length === 0) return
      for (const personId of personIds) {
        emit(roomOf.user(userId), 'user:offline', offline(personId))
        emit(roomOf.user(personId), 'user:offline', offline(userId))
      }
      io.in(roomOf.user(userId)).socketsLeave(personIds.map(roomOf.presence))
      io.in(personIds.map(roomOf.user)).socketsLeave(roomOf.presence(userId))
    },
    async unwatchAll(userId) {
      const prefix = roomOf.presence('')
      for (const socket of await io.in(roomOf.user(userId)).fetchSockets()) {
        for (const room of socket.rooms) {
          if (!room.startsWith(prefix) || room === roomOf.presence(userId)) continue
          socket.leave(room)
          socket.emit('user:offline', offline(room.slice(prefix.length)))
        }
      }
    },
    async unwatchEverywhere(userId) {
      emit(roomOf.presence(userId), 'user:offline', offline(userId))
      io.in(roomOf.presence(userId)).socketsLeave(roomOf.presence(userId))
      await publisher.unwatchAll(userId)
    },
  }
  return publisher
}
