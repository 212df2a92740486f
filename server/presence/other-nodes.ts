import type { Departed } from '../nodes/actions.ts'
import type { Nodes } from '../nodes/nodes.ts'

/** The people that one frame names at most. */
const PEOPLE_AT_ONCE = 1_000

interface OwnPresence {
  onlineHere(): string[]
  /** The person came online at another node, and was online at no other node before. */
  cameOnline(userId: string, shown: boolean): void
  /** The person is online at another node, and this node missed the start. The person may hide their presence. */
  foundOnline(userId: string): void
  /** The person is not online at any other node any more. */
  wentOffline(departed: Departed): void
  /** These people were online at a node that is gone, or that has not said when they left. */
  lost(userIds: readonly string[]): void
}

export interface OtherNodes {
  has(userId: string): boolean
  tellOnline(userId: string, shown: boolean): void
  tellOffline(departed: Departed[]): void
}

/** Who is online on the other nodes, by what each of them says. */
export function followOtherNodes(nodes: Nodes, own: OwnPresence): OtherNodes {
  const people = new Map<string, Set<string>>()
  /**
   * The people a node named before its new list, while that list arrives in parts. A person who is not in the new list
   * has left, and this node missed it.
   */
  const before = new Map<string, Set<string>>()

  const has = (userId: string) => {
    for (const set of people.values()) if (set.has(userId)) return true
    return false
  }
  const of = (nodeId: string) => {
    const known = people.get(nodeId) ?? new Set()
    people.set(nodeId, known)
    return known
  }
  const lose = (userIds: Iterable<string>) => own.lost([...userIds].filter((id) => !has(id)))

  nodes.on('online', ([userId, shown], { nodeId }) => {
    const isFirst = !has(userId)
    of(nodeId).add(userId)
    if (isFirst) own.cameOnline(userId, shown)
  })
  nodes.on('offline', ([departed], { nodeId }) => {
    for (const one of departed) {
      if (of(nodeId).delete(one.user_id) && !has(one.user_id)) own.wentOffline(one)
    }
  })
  nodes.on('everybody', ([userIds, isFirst, isLast], { nodeId }) => {
    if (isFirst) {
      before.set(nodeId, of(nodeId))
      people.set(nodeId, new Set())
    }
    for (const userId of userIds) {
      const isNew = !has(userId) && before.get(nodeId)?.has(userId) !== true
      of(nodeId).add(userId)
      if (isNew) own.foundOnline(userId)
    }
    if (!isLast) return
    lose(before.get(nodeId) ?? [])
    before.delete(nodeId)
  })
  nodes.listen({
    onNewcomer() {
      const everybody = own.onlineHere()
      for (let at = 0; at === 0 || at < everybody.length; at += PEOPLE_AT_ONCE) {
        const some = everybody.slice(at, at + PEOPLE_AT_ONCE)
        nodes.tell('everybody', [some, at === 0, at + PEOPLE_AT_ONCE >= everybody.length])
      }
    },
    onGone(nodeId) {
      const lost = people.get(nodeId)
      people.delete(nodeId)
      before.delete(nodeId)
      lose(lost ?? [])
    },
  })

  return {
    has,
    tellOnline: (userId, shown) => nodes.tell('online', [userId, shown]),
    tellOffline(departed) {
      if (departed.length > 0) nodes.tell('offline', [departed])
    },
  }
}
