import type { Sql } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { noteLastSeen } from '../people/last-seen.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'

/**
 * The grace period in milliseconds. A page that reloads closes its last socket and opens the next one; that is not a
 * departure.
 */
const GRACE_MILLISECONDS = 2_000

export interface Presence {
  /**
   * The first socket of a person makes them online. The watchers get an event unless the person hides their presence. A
   * socket that has closed meanwhile does not count.
   */
  connected(socket: RelaySocket, shown: boolean): void
  disconnected(socket: RelaySocket): void
  isOnline(userId: string): boolean
  /** Tells the watchers when a person starts or stops hiding. A person who hides watches nobody any more. */
  shownChanged(userId: string, shown: boolean): Promise<void>
  /** Stores for everybody who is still online that they were last seen now. */
  close(): Promise<void>
}

const cameOnline = (user_id: string) => ({ user_id, online: true, last_seen_at: null })

/** Knows who is online from the open sockets of this process. */
export function createPresence(
  { sql, publish, log }: { sql: Sql; publish: Publisher; log: Logger },
  { graceMilliseconds = GRACE_MILLISECONDS } = {},
): Presence {
  /**
   * The open sockets of each person who is online. The set is empty during the grace period after the last one closed.
   */
  const online = new Map<string, Set<RelaySocket>>()
  const departures = new Map<string, NodeJS.Timeout>()
  const due = new Set<string>()
  let noting = Promise.resolve()

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
    const leaving = [...due].filter((id) => online.get(id)?.size === 0)
    due.clear()
    if (leaving.length === 0) return
    const seen = await noteLastSeen(sql, leaving).finally(() => {
      for (const id of leaving) if (online.get(id)?.size === 0) online.delete(id)
    })
    // An account that was deleted meanwhile has no profile. Its watchers hear that it is gone.
    const known = new Set(seen.map(({ user_id }) => user_id))
    const deleted = leaving
      .filter((user_id) => !known.has(user_id))
      .map((user_id) => ({ user_id, shown: true, last_seen_at: null }))
    for (const { user_id, shown, last_seen_at } of [...seen, ...deleted]) {
      if (!shown || online.has(user_id)) continue
      publish.toWatchersOf(user_id, 'user:offline', { user_id, online: false, last_seen_at })
    }
  }

  return {
    connected(socket, shown) {
      if (!socket.connected) return
      const { userId } = socket.data.session
      clearTimeout(departures.get(userId))
      departures.delete(userId)
      const sockets = online.get(userId)
      sockets?.add(socket)
      if (sockets !== undefined) return
      online.set(userId, new Set([socket]))
      if (shown) publish.toWatchersOf(userId, 'user:online', cameOnline(userId))
    },

    disconnected(socket) {
      const { userId } = socket.data.session
      const sockets = online.get(userId)
      if (sockets === undefined || !sockets.delete(socket) || sockets.size > 0) return
      departures.set(userId, setTimeout(depart, graceMilliseconds, userId).unref())
    },

    isOnline: (userId) => online.has(userId),

    async shownChanged(userId, shown) {
      if (!shown) {
        const hidden = { user_id: userId, online: false, last_seen_at: null }
        publish.toWatchersOf(userId, 'user:offline', hidden)
        await publish.unwatchAll(userId)
      } else if (online.has(userId)) {
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
