import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { RoomObserver } from '../conversations/events.ts'
import type { Database, Sql } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { roomOf, type RelayServer } from '../realtime/socket-types.ts'
import { repeatByClock, type Repeat } from '../repeat.ts'

/** A number counts for 30 seconds, so that one or two of them may be lost. */
const EVERY_MILLISECONDS = 10_000
/** A person who opens a room is counted so soon. Many people who open rooms share one statement. */
const SOON_MILLISECONDS = 1_000
/** The longest wait at the end. */
const CLOSING_MILLISECONDS = 1_000

export interface Inside extends RoomObserver {
  /** Tells the database how many people of this node are inside each room. */
  tell(): Promise<void>
  close(): Promise<void>
}

interface InsideEdge {
  io: RelayServer
  sql: Database
  log: Logger
}

/**
 * Counts the people who look at a room. Each node counts its own sockets and writes one number a room; nobody's name is
 * stored. The cost grows with the people who are connected, and never with the members.
 */
export function createInside({ io, sql, log }: InsideEdge, repeat: Repeat = repeatByClock): Inside {
  const node = randomUUID()
  const rooms = new Set<string>()
  let soon: ReturnType<typeof setTimeout> | null = null
  let running: Promise<void> | null = null

  async function write(): Promise<void> {
    if (rooms.size === 0) return
    const counts = [...rooms].map((id) => ({ id, inside: peopleInside(io, id) }))
    await storeCounts(sql, node, counts)
    // Somebody may have opened the room while this was written.
    for (const { id, inside } of counts) {
      if (inside === 0 && peopleInside(io, id) === 0) rooms.delete(id)
    }
  }

  const tell = () =>
    (running ??= write()
      .catch((error: unknown) => log.debug({ err: error }, 'could not tell who is inside rooms'))
      .finally(() => {
        running = null
      }))
  const stop = repeat(EVERY_MILLISECONDS, tell)

  return {
    opened(id) {
      rooms.add(id)
      soon ??= setTimeout(() => {
        soon = null
        void tell()
      }, SOON_MILLISECONDS).unref()
    },
    isRoom: (id) => rooms.has(id),
    tell,
    async close() {
      stop()
      clearTimeout(soon ?? undefined)
      // The sockets are closed. Their people are inside at another node soon, and would count twice for half a minute. A
      // database that does not answer must not keep this node from its end.
      await Promise.race([
        (running ?? Promise.resolve()).then(tell),
        pause(CLOSING_MILLISECONDS, undefined, { ref: false }),
      ])
    },
  }
}

/** A person with two open tabs counts once. */
function peopleInside(io: RelayServer, id: string): number {
  const namespace = io.of('/')
  const people = new Set<string>()
  for (const socketId of namespace.adapter.rooms.get(roomOf.conversation(id)) ?? []) {
    const socket = namespace.sockets.get(socketId)
    if (socket !== undefined) people.add(socket.data.session.userId)
  }
  return people.size
}

/** Two nodes may tell of the same rooms at once. What one of them has locked, it writes; the other passes over it. */
async function storeCounts(
  sql: Sql,
  node: string,
  counts: readonly { id: string; inside: number }[],
): Promise<void> {
  await sql`
    with told as materialized (
      select r.conversation_id, t.inside
      from unnest(
        ${counts.map(({ id }) => id)}::uuid[], ${counts.map(({ inside }) => inside)}::bigint[]
      ) t (id, inside)
      join public.hangouts r on r.conversation_id = t.id
    ),
    kept as (
      insert into private.hangouts_inside as one (conversation_id, node, inside)
      select conversation_id, ${node}::uuid, inside from told where inside > 0
      on conflict (conversation_id, node) do update set inside = excluded.inside, at = now()
    ),
    left_by_all as (
      delete from private.hangouts_inside one using told
      where one.conversation_id = told.conversation_id and one.node = ${node}::uuid and told.inside = 0
    ),
    lost as (
      delete from private.hangouts_inside where (conversation_id, node) in (
        select conversation_id, node from private.hangouts_inside
        where at < now() - interval '10 minutes' for update skip locked
      )
    ),
    free as (
      select r.conversation_id from public.hangouts r
      join told on told.conversation_id = r.conversation_id and told.inside > 0
      for no key update of r skip locked
    )
    update public.hangouts r set lively_at = now()
    from free where r.conversation_id = free.conversation_id`
}
