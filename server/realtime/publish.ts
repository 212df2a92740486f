import type { Push, ServerEvent } from '../../wire/socket.ts'
import { roomOf, type RelayServer, type RelaySocket } from './socket-types.ts'

/** How rules' edges tell others. Only ever called after the commit: the log is the truth, a push a hint. */
export interface Publisher {
  /**
   * To every socket in the conversation, except the one that caused it (its ack already told it) and those of people
   * who may not see this: who joined after the message, who is kept apart by a block.
   */
  toConversation<E extends ServerEvent>(
    conversationId: string,
    event: E,
    push: Push<E>,
    except?: RelaySocket,
    hiddenFrom?: readonly string[],
  ): void
  toUser<E extends ServerEvent>(userId: string, event: E, push: Push<E>, except?: RelaySocket): void
  /** To the person, and once to every socket in any of these conversations, except those of people kept apart by a block. */
  toCompanions<E extends ServerEvent>(
    userId: string,
    conversationIds: readonly string[],
    event: E,
    push: Push<E>,
    hiddenFrom: readonly string[],
  ): void
  toWatchersOf<E extends ServerEvent>(userId: string, event: E, push: Push<E>): void
  /** Tells the sockets of a session why, and closes them. */
  endSession(sessionId: string, push: Push<'session:ended'>): void
  /** Lets every open socket of these people hear a conversation from now on. */
  admit(conversationId: string, userIds: readonly string[]): void
  /** No open socket of these people hears the conversation any more. */
  expel(conversationId: string, userIds: readonly string[]): void
  /** A person and these others no longer watch each other come and go: to each, the other went offline. */
  part(userId: string, otherIds: readonly string[]): void
  /** The sockets of this person no longer watch anybody but themselves: to them, everybody went offline. */
  blind(userId: string): Promise<void>
  /** Nobody watches this person any more and they watch nobody: each page then asks anew whom it may watch. */
  unwatchEverywhere(userId: string): Promise<void>
}

const gone = (user_id: string) => ({ user_id, online: false, last_seen_at: null })

/** The only place that emits to others than the socket being answered. */
export function createPublisher(io: RelayServer): Publisher {
  const emit = <E extends ServerEvent>(
    room: string | string[],
    event: E,
    push: Push<E>,
    from?: RelaySocket,
    hiddenFrom: readonly string[] = [],
  ) => {
    const target = (from === undefined ? io.to(room) : from.to(room)).except(
      hiddenFrom.map(roomOf.user),
    )
    ;(target.emit as (event: string, push: unknown) => void).call(target, event, push)
  }
  const publisher: Publisher = {
    toConversation: (id, event, push, except, hiddenFrom) =>
      emit(roomOf.conversation(id), event, push, except, hiddenFrom),
    toUser: (id, event, push, except) => emit(roomOf.user(id), event, push, except),
    toCompanions(userId, conversationIds, event, push, hiddenFrom) {
      const rooms = [roomOf.user(userId), ...conversationIds.map(roomOf.conversation)]
      emit(rooms, event, push, undefined, hiddenFrom)
    },
    toWatchersOf: (id, event, push) => emit(roomOf.presence(id), event, push),
    endSession(sessionId, push) {
      emit(roomOf.session(sessionId), 'session:ended', push)
      io.in(roomOf.session(sessionId)).disconnectSockets(true)
    },
    admit(conversationId, userIds) {
      if (userIds.length === 0) return
      io.in(userIds.map(roomOf.user)).socketsJoin(roomOf.conversation(conversationId))
    },
    expel(conversationId, userIds) {
      if (userIds.length === 0) return
      io.in(userIds.map(roomOf.user)).socketsLeave(roomOf.conversation(conversationId))
    },
    part(userId, otherIds) {
      if (otherIds.length === 0) return
      for (const otherId of otherIds) {
        emit(roomOf.user(userId), 'user:offline', gone(otherId))
        emit(roomOf.user(otherId), 'user:offline', gone(userId))
      }
      io.in(roomOf.user(userId)).socketsLeave(otherIds.map(roomOf.presence))
      io.in(otherIds.map(roomOf.user)).socketsLeave(roomOf.presence(userId))
    },
    async blind(userId) {
      const prefix = roomOf.presence('')
      for (const socket of await io.in(roomOf.user(userId)).fetchSockets()) {
        for (const room of socket.rooms) {
          if (!room.startsWith(prefix) || room === roomOf.presence(userId)) continue
          socket.leave(room)
          socket.emit('user:offline', gone(room.slice(prefix.length)))
        }
      }
    },
    async unwatchEverywhere(userId) {
      emit(roomOf.presence(userId), 'user:offline', gone(userId))
      io.in(roomOf.presence(userId)).socketsLeave(roomOf.presence(userId))
      await publisher.blind(userId)
    },
  }
  return publisher
}
