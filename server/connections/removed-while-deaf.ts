import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Nodes } from '../nodes/nodes.ts'
import type { Publisher } from '../realtime/publish.ts'
import { roomOf, type RelayServer } from '../realtime/socket-types.ts'

const LOOK_MILLISECONDS = 3_000
/** The time before the node noticed that it is deaf, and transactions that had not committed at the last look. */
const OVERLAP_SECONDS = 60

interface DeafEdge {
  io: RelayServer
  sql: Database
  /** Publishes on this node. */
  here: Publisher
  nodes: Nodes
  log: Logger
}

/**
 * A node that hears nobody does not hear of removals either. While that lasts, it asks the database for them every few
 * seconds. A removed person then gets nothing of what is written at this node.
 */
export function removeWhileDeaf({ io, sql, here, nodes, log }: DeafEdge): void {
  let lookedAt = -Infinity
  let deafSince: number | null = null
  const done = new Set<string>()

  async function look(seconds: number): Promise<void> {
    const people = actorsHere(io)
    if (people.length === 0) return
    const removed = await sql<{ id: string; user_id: string; left_at: Date }[]>`
      select conversation_id as id, user_id, left_at from public.conversation_participants
      where user_id = any(${people}::uuid[])
        and left_at > now() - ${seconds}::float8 * interval '1 second'`
    for (const { id, user_id, left_at } of removed) {
      const key = `${id} ${user_id} ${left_at.toISOString()}`
      if (done.has(key)) continue
      done.add(key)
      await here.leaveRoom(id, [user_id])
      here.toUser(user_id, 'conversation:removed', { conversation_id: id })
    }
  }

  nodes.listen({
    onDeaf() {
      const now = performance.now()
      deafSince ??= now
      if (now - lookedAt < LOOK_MILLISECONDS) return
      lookedAt = now
      look((now - deafSince) / 1_000 + OVERLAP_SECONDS).catch((error: unknown) => {
        log.warn({ err: error }, 'could not look for people who were removed')
      })
    },
    onHearing() {
      deafSince = null
      done.clear()
    },
  })
}

/** The people of the sockets of this node, and their aliases in the dark rooms that they have shown. */
function actorsHere(io: RelayServer): string[] {
  const rooms = [...io.of('/').adapter.rooms.keys()]
  const actors = [roomOf.user(''), roomOf.alias('')].flatMap((prefix) =>
    rooms.filter((room) => room.startsWith(prefix)).map((room) => room.slice(prefix.length)),
  )
  return [...new Set(actors)]
}
