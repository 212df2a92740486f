import type { App } from '../http/types.ts'
import type { RelayServer } from '../realtime/socket-types.ts'

/**
 * Empties a node that stops while others run. The node accepts no new connection, so that new clients reach another node.
 * It closes its sockets one after another over the given time. Otherwise all their clients would connect to the other
 * nodes at the same moment. A request that is running gets its answer.
 */
export async function drain(app: App, io: RelayServer, seconds: number): Promise<void> {
  // Node closes idle connections here as well. Fastify closes the server once more later, which does nothing.
  app.server.close()
  const sockets = [...io.of('/').sockets.values()]
  const milliseconds = (seconds * 1_000) / Math.max(1, sockets.length)
  const began = performance.now()
  for (const [at, socket] of sockets.entries()) {
    const wait = began + (at + 1) * milliseconds - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    socket.disconnect(true)
  }
}
