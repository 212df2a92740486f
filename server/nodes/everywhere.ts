import type { Publisher } from '../realtime/publish.ts'
import { joinMessages } from '../realtime/join-messages.ts'
import { roomOf } from '../realtime/socket-types.ts'
import type { Nodes } from './nodes.ts'

interface Here {
  /** The publisher of this node's own sockets. */
  here: Publisher
  /** How many sockets of this node are in the room. */
  socketsIn(room: string): number
  nodes: Nodes
}

/**
 * With so many sockets of this node in a conversation, what happens there may wait a little for more of it. Each message
 * costs the other nodes as many writes.
 */
const MANY_SOCKETS = 20

/**
 * Publishes to the sockets of all nodes. A push that is lost on the way comes with the next sync. What decides who gets
 * later pushes waits until every node has done it.
 */
export function publishEverywhere({ here, socketsIn, nodes }: Here): Publisher {
  obey({ here, socketsIn, nodes })
  const both = async (
    action: 'joinRoom' | 'leaveRoom' | 'unwatchEachOther',
    id: string,
    userIds: readonly string[],
  ) => {
    if (userIds.length === 0) return
    await Promise.all([here[action](id, userIds), nodes.ask(action, [id, [...userIds]])])
  }
  return {
    toConversation(id, event, push, except, hiddenFrom = []) {
      here.toConversation(id, event, push, except, hiddenFrom)
      const mayWait = socketsIn(roomOf.conversation(id)) >= MANY_SOCKETS
      const worth = 'messages' in push ? push.messages.length : 1
      nodes.tell('toConversation', [id, event, [...hiddenFrom]], push, mayWait ? worth : undefined)
    },
    toUser(id, event, push, except) {
      here.toUser(id, event, push, except)
      nodes.tell('toUser', [id, event], push)
    },
    toConversations(userId, ids, event, push, hiddenFrom) {
      here.toConversations(userId, ids, event, push, hiddenFrom)
      nodes.tell('toConversations', [userId, [...ids], event, [...hiddenFrom]], push)
    },
    toWatchersOf(id, event, push) {
      here.toWatchersOf(id, event, push)
      nodes.tell('toWatchersOf', [id, event], push)
    },
    // Each node hears of it from the database.
    endSession: here.endSession,
    async connectedAmong(userIds) {
      if (userIds.length === 0) return []
      const [own, { answers, isComplete }] = await Promise.all([
        here.connectedAmong(userIds),
        nodes.ask('connectedAmong', [[...userIds]]),
      ])
      // A node that does not answer now may still have sockets of any of them.
      return isComplete ? [...new Set([own, answers].flat(2) as string[])] : [...userIds]
    },
    joinRoom: (...args) => both('joinRoom', ...args),
    leaveRoom: (...args) => both('leaveRoom', ...args),
    unwatchEachOther: (...args) => both('unwatchEachOther', ...args),
    async unwatchAll(userId) {
      await Promise.all([here.unwatchAll(userId), nodes.ask('unwatchAll', [userId])])
    },
    async unwatchEverywhere(userId) {
      await Promise.all([here.unwatchEverywhere(userId), nodes.ask('unwatchEverywhere', [userId])])
    },
  }
}

/** Does here what another node published. A push for nobody here is not even read. */
function obey({ here, socketsIn, nodes }: Here): void {
  const hasSocket = (room: string) => socketsIn(room) > 0
  nodes.on('toConversation', ([id, event, hiddenFrom], from) => {
    if (!hasSocket(roomOf.conversation(id)) && !hasSocket(roomOf.activity(id))) return
    const pushes = from.pushes()
    const push = pushes.length === 1 ? pushes[0]! : (joinMessages(id, pushes) as never)
    here.toConversation(id, event, push, undefined, hiddenFrom)
  })
  nodes.on('toUser', ([id, event], { push }) => {
    if (hasSocket(roomOf.user(id))) here.toUser(id, event, push())
  })
  nodes.on('toConversations', ([userId, ids, event, hiddenFrom], { push }) => {
    here.toConversations(userId, ids, event, push(), hiddenFrom)
  })
  nodes.on('toWatchersOf', ([id, event], { push }) => {
    if (hasSocket(roomOf.presence(id))) here.toWatchersOf(id, event, push())
  })
  nodes.on('connectedAmong', ([userIds]) => here.connectedAmong(userIds))
  nodes.on('joinRoom', ([id, userIds]) => here.joinRoom(id, userIds))
  nodes.on('leaveRoom', ([id, userIds]) => here.leaveRoom(id, userIds))
  nodes.on('unwatchEachOther', ([id, userIds]) => here.unwatchEachOther(id, userIds))
  nodes.on('unwatchAll', ([userId]) => here.unwatchAll(userId))
  nodes.on('unwatchEverywhere', ([userId]) => here.unwatchEverywhere(userId))
}
