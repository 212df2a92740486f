import type { ServerEvent } from '../../wire/socket.ts'

/** A person who went offline on all sockets of one node. */
export interface Departed {
  user_id: string
  /** False when the person hides their presence. */
  shown: boolean
  last_seen_at: string | null
}

type UserAndPeople = [userId: string, personIds: string[]]

/**
 * What nodes say to each other, with the arguments of each. A node ignores what it does not know, because relays of two
 * versions run together during an upgrade. So arguments may be added at the end, and never change.
 */
export interface NodeActions {
  toConversation: [conversationId: string, event: ServerEvent, hiddenFrom: string[]]
  toUser: [userId: string, event: ServerEvent]
  toConversations: [
    userId: string,
    conversationIds: string[],
    event: ServerEvent,
    hiddenFrom: string[],
  ]
  toWatchersOf: [userId: string, event: ServerEvent]
  joinRoom: [conversationId: string, userIds: string[]]
  leaveRoom: [conversationId: string, userIds: string[]]
  unwatchEachOther: UserAndPeople
  unwatchAll: [userId: string]
  unwatchEverywhere: [userId: string]
  /** The answer names those of these people who have a socket at that node. */
  connectedAmong: [userIds: string[]]
  /** The answer comes when the node has announced all messages of the conversation that it had taken. */
  settled: [conversationId: string]
  /** The person has a first socket at this node. */
  online: [userId: string, shown: boolean]
  offline: [departed: Departed[]]
  /** A part of the list of all who are online at this node. */
  everybody: [userIds: string[], isFirst: boolean, isLast: boolean]
}

export type NodeAction = keyof NodeActions

/** What a node does when another node says it. The result is the answer, when the other node asks for one. */
export type Act<A extends NodeAction> = (
  args: NodeActions[A],
  from: {
    nodeId: string
    push: () => never
    /** The pushes of all frames that became one. */
    pushes: () => never[]
  },
) => unknown

/**
 * The conversation that the frame belongs to, when it has new messages that everybody there may see. Those of one batch
 * become one frame, because a frame costs about the same time for each socket, whether it holds one message or ten. The
 * arguments may be those of a newer version.
 */
export function joinedIn(action: string, args: readonly unknown[]): string | null {
  const [conversationId, event, hiddenFrom] = args
  if (action !== 'toConversation' || event !== 'message:new') return null
  if (!Array.isArray(hiddenFrom) || hiddenFrom.length > 0) return null
  return typeof conversationId === 'string' ? conversationId : null
}
