import type { Sql } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Departed } from '../nodes/actions.ts'
import type { Nodes } from '../nodes/nodes.ts'
import { noteLastSeen } from '../people/last-seen.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { followOtherNodes } from './other-nodes.ts'

/**
 * The grace period in milliseconds. A page that reloads closes its last socket and opens the next one; that is not a
 * departure. Neither is the way from a node that stopped to another one.
 */
const GRACE_MILLISECONDS = 2_000

export interface Presence {
  /**
   * The first socket of a person makes them online. The watchers get an event unless the person hides their presence. A
   * socket that has closed meanwhile does not count.
   */
  connected(socket: RelaySocket, shown: boolean): void
  disconnected(socket: RelaySocket): void
  /** On this node or on another one. */
  isOnline(userId: string): boolean
  /** Tells the watchers when a person starts or stops hiding. A person who hides watches nobody any more. */
  shownChanged(userId: string, shown: boolean): Promise<void>
  /** Stores for everybody who is still online here that they were last seen now. */
  close(): Promise<void>
}

interface PresenceEdge {
  sql: Sql
  /** Publishes on all nodes. */
  publish: Publisher
  /** Publishes on this node. Each node tells its own watchers who came and went on any node. */
  here: Pick<Publisher, 'toWatchersOf'>
  nodes: Nodes
  log: Logger
}

const cameOnline = (user_id: string) => ({ user_id, online: true, last_seen_at: null })

/** Knows who is online from the open sockets of this node, and from what other nodes say. */
export function createPresence(
  { sql, publish, here, nodes, log }: PresenceEdge,
  { graceMilliseconds = GRACE_MILLISECONDS } = {},
): Presence {
  /**
   * The open sockets of each person who is online here. The list is empty during the grace period after the last one
   * closed. It is short, and a node has thousands of them: sets would take several times as much memory.
   */
  const online = new Map<string, readonly RelaySocket[]>()
  const departures = new Map<string, NodeJS.Timeout>()
  const due = new Set<string>()
  let noting = Promise.resolve()
  const elsewhere = followOtherNodes(nodes, {
    onlineHere: () => [...online.keys()],
    cameOnline(userId, shown) {
      if (shown && !online.has(userId)) tellOnline(userId)
    },
    foundOnline(userId) {
      // A page that hears this asks the relay again.
      if (!online.has(userId)) tellOffline({ user_id: userId, shown: true, last_seen_at: null })
    },
    wentOffline(departed) {
      if (!online.has(departed.user_id)) tellOffline(departed)
    },
    /**
     * Their node is gone. They have the grace period to come to another one. After it, this node stores when they were
     * last seen, because the node that is gone cannot.
     */
    lost(userIds) {
      for (const userId of userIds) {
        if (online.has(userId)) continue
        online.set(userId, [])
        departLater(userId)
      }
    },
  })

  const tellOnline = (userId: string) =>
    here.toWatchersOf(userId, 'user:online', cameOnline(userId))

  function tellOffline({ user_id, shown, last_seen_at }: Departed): void {
    if (shown) here.toWatchersOf(user_id, 'user:offline', { user_id, online: false, last_seen_at })
  }

  function departLater(userId: string): void {
    departures.set(userId, setTimeout(depart, graceMilliseconds, userId).unref())
  }

  function depart(userId: string): void {
    departures.delete(userId)
    due.add(userId)
    // People who leave while a statement runs share the next one. A node that loses its network loses everybody at
    // once.
    noting = noting.then(noteDepartures).catch((error: unknown) => {
      log.warn({ err: error }, 'could not note when people were last seen')
    })
  }

  async function noteDepartures(): Promise<void> {
    const leaving = [...due].filter((id) => online.get(id)?.length === 0)
    due.clear()
    if (leaving.length === 0) return
    const seen = await noteLastSeen(sql, leaving).finally(() => {
      for (const id of leaving) if (online.get(id)?.length === 0) online.delete(id)
    })
    // An account that was deleted meanwhile has no profile. Its watchers hear that it is gone.
    const known = new Set(seen.map(({ user_id }) => user_id))
    const deleted = leaving
      .filter((user_id) => !known.has(user_id))
      .map((user_id) => ({ user_id, shown: true, last_seen_at: null }))
    const departed = [...seen, ...deleted].filter(({ user_id }) => !online.has(user_id))
    elsewhere.tellOffline(departed)
    for (const one of departed) if (!elsewhere.has(one.user_id)) tellOffline(one)
  }

  return {
    connected(socket, shown) {
      if (!socket.connected) return
      const { userId } = socket.data.session
      clearTimeout(departures.get(userId))
      departures.delete(userId)
      const sockets = online.get(userId)
      // The person may come from a node that has stopped. Then the other nodes do not know yet that they are here.
      if (!sockets?.length) elsewhere.tellOnline(userId, shown)
      if (!sockets?.includes(socket)) online.set(userId, [...(sockets ?? []), socket])
      if (sockets !== undefined) return
      if (shown && !elsewhere.has(userId)) tellOnline(userId)
    },

    disconnected(socket) {
      const { userId } = socket.data.session
      const sockets = online.get(userId)
      if (!sockets?.includes(socket)) return
      const others = sockets.filter((one) => one !== socket)
      online.set(userId, others)
      if (others.length === 0) departLater(userId)
    },

    isOnline: (userId) => online.has(userId) || elsewhere.has(userId),

    async shownChanged(userId, shown) {
      if (!shown) {
        const hidden = { user_id: userId, online: false, last_seen_at: null }
        publish.toWatchersOf(userId, 'user:offline', hidden)
        await publish.unwatchAll(userId)
      } else if (online.has(userId) || elsewhere.has(userId)) {
        publish.toWatchersOf(userId, 'user:online', cameOnline(userId))
      }
    },

    async close() {
      departures.forEach((timer) => clearTimeout(timer))
      departures.clear()
      await noting
      const everybody = [...online.keys()]
      online.clear()
      if (everybody.length > 0) await noteLastSeen(sql, everybody)
    },
  }
}
