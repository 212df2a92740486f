import type { Sql } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Nodes } from '../nodes/nodes.ts'
import { roomOf, type RelayServer, type RelaySocket } from '../realtime/socket-types.ts'
import { readHandshakeAgain } from './read-handshake.ts'
import { end, turnAway } from './enter.ts'

/** The sockets that enter again at once. The others wait, so that the database has time for requests. */
const AT_ONCE = 8

interface EnterAgainEdge {
  io: RelayServer
  sql: Sql
  nodes: Nodes
  log: Logger
  enter(socket: RelaySocket): void
}

/**
 * A node that missed what others said does not know which rooms its sockets belong to, nor what was written. Each of
 * them leaves its rooms and enters as if it were new. Its client gets `connection:established` once more, and syncs.
 */
export function enterAgainWhenMissed({ io, sql, nodes, log, enter }: EnterAgainEdge): void {
  const due = new Set<RelaySocket>()
  let running = 0

  async function work(): Promise<void> {
    running++
    for (const socket of due) {
      due.delete(socket)
      await enterAgain(socket).catch((error: unknown) => {
        log.warn({ err: error }, 'a socket could not be let in again')
        turnAway(socket)
      })
    }
    running--
  }

  async function enterAgain(socket: RelaySocket): Promise<void> {
    await socket.data.admission.settled()
    if (!socket.connected) return
    leaveRooms(socket)
    const found = await readHandshakeAgain(sql, socket.data.session)
    if (found === null) return end(socket)
    socket.data.session = found.session
    socket.data.handshakeData = found.handshakeData
    enter(socket)
    await socket.data.admission.settled()
  }

  nodes.listen({
    onMissed() {
      for (const socket of io.of('/').sockets.values()) due.add(socket)
      while (running < Math.min(AT_ONCE, due.size)) void work()
    },
  })
}

/** The rooms of the person and the session stay. */
function leaveRooms(socket: RelaySocket): void {
  const prefixes = [roomOf.conversation, roomOf.activity, roomOf.alias, roomOf.presence].map(
    (room) => room(''),
  )
  for (const room of socket.rooms) {
    if (prefixes.some((prefix) => room.startsWith(prefix))) void socket.leave(room)
  }
}
