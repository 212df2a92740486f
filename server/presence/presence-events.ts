import type { Sql } from '../database/client.ts'
import { lastSeenFor } from '../people/last-seen.ts'
import type { Limits } from '../http/limits.ts'
import type { Events } from '../realtime/events.ts'
import type { Presence } from './presence.ts'
import { roomOf, type RelaySocket } from '../realtime/socket-types.ts'

/** The most people that one socket may watch. The oldest watches make room for new ones. */
const MAX_WATCHED = 500

/** Strangers always appear offline. Not everybody may know when a person is online. */
export function presenceEvents(
  events: Events,
  { sql, presence, limits }: { sql: Sql; presence: Presence; limits: Limits },
): void {
  const watchedBy = new WeakMap<RelaySocket, Set<string>>()

  events.answer('presence:watch', async (socket, { user_ids }) => {
    const watched = watchedBy.get(socket) ?? new Set<string>()
    watchedBy.set(socket, watched)
    await limits.watching(socket.data.session.userId, user_ids.length)
    const look = () => lastSeenFor(sql, socket.data.session.userId, user_ids)
    const allowed = [...(await look()).keys()]
    for (const id of allowed) {
      watched.delete(id)
      watched.add(id)
    }
    forgetOldest(socket, watched)
    // The socket joins before the second look, so that it misses no change. The second look finds a block or a removal
    // that came after the first.
    await socket.join(allowed.map(roomOf.presence))
    const lastSeen = await look()
    for (const id of allowed) if (!lastSeen.has(id)) void socket.leave(roomOf.presence(id))
    return {
      people: user_ids.map((user_id) => {
        const seen = lastSeen.get(user_id)
        const online = seen?.shown === true && presence.isOnline(user_id)
        const last_seen_at = online || !seen?.shown ? null : seen.last_seen_at
        return { user_id, online, last_seen_at }
      }),
    }
  })
}

function forgetOldest(socket: RelaySocket, watched: Set<string>): void {
  for (const id of watched) {
    if (watched.size <= MAX_WATCHED) return
    watched.delete(id)
    void socket.leave(roomOf.presence(id))
  }
}
