import type { Sql } from '../database/client.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { syncFor } from './sync.ts'

export function syncEvents(socket: RelaySocket, edge: EventEdge & { sql: Sql }): void {
  answer(socket, 'sync', edge, (request) => syncFor(edge.sql, socket.data.session.userId, request))
}
