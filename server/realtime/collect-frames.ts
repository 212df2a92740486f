import type { Push } from '../../wire/socket.ts'
import { joinMessages } from './join-messages.ts'
import { roomOf, type RelayServer, type RelaySocket } from './socket-types.ts'

/** Above this number of sockets, the messages of a conversation wait for each other. */
const MANY_SOCKETS = 300
const COLLECT_MILLISECONDS = 100
/** A frame takes no more messages than this. */
const MAX_MESSAGES = 200

/** One frame, and the sockets that get none: the one that has its ack, and those that joined after its first message. */
export interface Frame {
  push: Push<'message:new'>
  origin: RelaySocket | undefined
  joinedLater: readonly string[]
}

type Send = (conversationId: string, frame: Frame) => void

interface Collected {
  pushes: Push<'message:new'>[]
  /** How many messages these pushes hold. */
  size: number
  origins: Set<RelaySocket | undefined>
  joinedLater: Set<string>
  timer: ReturnType<typeof setTimeout>
}

interface FrameCollector {
  /** Takes new messages that everybody in the conversation may see. They are sent at once, or with the next ones. */
  add(conversationId: string, push: Push<'message:new'>, origin?: RelaySocket): void
  /** Sends what waits. Later events about the same messages must not overtake them. */
  flush(conversationId: string): void
}

/**
 * A frame costs about the same time for each socket, whether it holds one message or ten. In a conversation with many
 * sockets, messages therefore wait up to 100 ms and share one frame. Their order stays, and the acks do not wait.
 *
 * A socket that joins meanwhile gets no frame: its person may not see messages from before they joined. Joining tells the
 * client the newest `ver`, so its sync brings what it lacks.
 */
export function collectFrames(
  io: RelayServer,
  send: Send,
  manySockets = MANY_SOCKETS,
): FrameCollector {
  const waiting = new Map<string, Collected>()
  const { adapter } = io.of('/')
  adapter.on('join-room', (room: string, socketId: string) => {
    if (waiting.size === 0) return
    for (const [id, { joinedLater }] of waiting) {
      if (room === roomOf.conversation(id)) joinedLater.add(socketId)
    }
  })

  function flush(id: string): void {
    const collected = waiting.get(id)
    if (collected === undefined) return
    waiting.delete(id)
    clearTimeout(collected.timer)
    const { pushes, origins, joinedLater } = collected
    send(id, {
      push: joinMessages(id, pushes),
      // With messages of several sockets, each sender gets the frame too. The client drops its own message by `ver`.
      origin: origins.size === 1 ? [...origins][0] : undefined,
      joinedLater: [...joinedLater],
    })
  }

  function begin(id: string): Collected {
    const timer = setTimeout(() => flush(id), COLLECT_MILLISECONDS).unref()
    const collected = {
      pushes: [],
      size: 0,
      origins: new Set<undefined>(),
      joinedLater: new Set<string>(),
      timer,
    }
    waiting.set(id, collected)
    return collected
  }

  return {
    add(id, push, origin) {
      const sockets = adapter.rooms.get(roomOf.conversation(id))?.size ?? 0
      if (sockets <= manySockets && !waiting.has(id)) {
        return send(id, { push, origin, joinedLater: [] })
      }
      const collected = waiting.get(id) ?? begin(id)
      collected.pushes.push(push)
      collected.size += push.messages.length
      collected.origins.add(origin)
      if (collected.size >= MAX_MESSAGES) flush(id)
    },
    flush,
  }
}
