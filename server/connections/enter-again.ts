import type { Nodes } from '../nodes/nodes.ts'
import { roomOf, type RelayServer, type RelaySocket } from '../realtime/socket-types.ts'

/** The sockets that enter again at once. The others wait, so that the database has time for requests. */
const AT_ONCE = 8

/**
 * A node that missed what others said does not know which rooms its sockets belong to, nor what was written. Each of
 * them leaves its rooms and enters as if it were new. Its client gets `connection:established` once more, and syncs.
 */
export function enterAgainWhenMissed(
  io: RelayServer,
  nodes: Nodes,
  enter: (socket: RelaySocket) => Promise<void>,
): void {
  const due = new Set<RelaySocket>()
  let running = 0

  async function work(): Promise<void> {
    running++
    for (const socket of due) {
      due.delete(socket)
      if (!socket.connected) continue
      leaveRooms(socket)
      socket.data.ready = enter(socket)
      await socket.data.ready
    }
    running--
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
  const prefixes = [roomOf.conversation(''), roomOf.presence('')]
  for (const room of socket.rooms) {
    if (prefixes.some((prefix) => room.startsWith(prefix))) void socket.leave(room)
  }
}
