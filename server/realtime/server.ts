import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { ClientEvent } from '../../wire/socket.ts'
import type { Config } from '../config.ts'
import { conversationEvents } from '../conversations/events.ts'
import { conversationIdsOf, marksOf } from '../conversations/memberships.ts'
import { currentEpoch } from '../conversations/epoch.ts'
import { syncEvents } from '../conversations/sync-events.ts'
import type { Database } from '../database/client.ts'
import type { MessageWriter } from '../database/message-writer.ts'
import { createLimit, type Limit } from '../http/limits.ts'
import type { Logger } from '../logger.ts'
import { messageEvents } from '../messages/events.ts'
import type { Metrics } from '../operations/metrics.ts'
import { secondsLeft } from '../session/authenticate.ts'
import { authenticateSockets, refuseOtherOrigins } from './handshake.ts'
import { limitLifetime } from './lifetime.ts'
import type { Presence } from './presence.ts'
import { presenceEvents } from './presence-events.ts'
import type { Publisher } from './publish.ts'
import { roomOf, type RelayServer, type RelaySocket } from './socket-types.ts'
import { typingEvents } from './typing-events.ts'

/** Largest frame a client may send, bytes: a message of the longest body with room to spare. */
const MAX_FRAME_BYTES = 64 * 1024

export function attachSockets(http: HttpServer): RelayServer {
  return new Server(http, {
    path: '/socket.io/',
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    pingInterval: 15_000,
    pingTimeout: 10_000,
  })
}

export interface SocketEdges {
  config: Config
  sql: Database
  publish: Publisher
  writer: MessageWriter
  presence: Presence
  metrics: Metrics
  log: Logger
}

/** From handshake to goodbye: who may connect, which rooms they hear, what they may ask. */
export function serveSockets(io: RelayServer, edges: SocketEdges): void {
  refuseOtherOrigins(io, edges.config.allowedOrigins)
  authenticateSockets(io, edges.sql, edges.config, edges.log)
  const limits = eventLimits()

  io.on('connection', (socket: RelaySocket) => {
    const edge = { ...edges, limit: (from: RelaySocket, event: ClientEvent) => limits(from, event) }
    socket.data.ready = enter(socket, edges)
    edges.metrics.socketOpened()
    socket.on('disconnect', (reason) => {
      edges.metrics.socketClosed(reason)
      edges.presence.disconnected(socket)
    })
    limitLifetime(socket, edges.sql, edge)
    conversationEvents(socket, edge)
    messageEvents(socket, edge)
    syncEvents(socket, edge)
    presenceEvents(socket, edge)
    typingEvents(socket, edge)
  })
}

/**
 * Joins first and reads the session again after: a revocation in between either finds the socket in its room, or is
 * found by this second look. Nobody is let through on a look from before.
 */
async function enter(socket: RelaySocket, { sql, presence, log }: SocketEdges): Promise<void> {
  const { session } = socket.data
  try {
    // The person's own room first: a conversation made while the rest is read is then joined through it.
    await socket.join([roomOf.user(session.userId), roomOf.session(session.id)])
    const conversations = await conversationIdsOf(sql, session.userId)
    await socket.join(conversations.map(roomOf.conversation))
    const [left, epoch, marks] = await Promise.all([
      secondsLeft(sql, session.id),
      currentEpoch(sql),
      marksOf(sql, session.userId),
    ])
    if (left === null) {
      socket.emit('connection:error', { code: 'session_ended', message: 'Your session has ended.' })
      socket.disconnect(true)
      return
    }
    presence.connected(socket)
    socket.emit('connection:established', {
      session: { id: session.id, expires_in: session.expiresIn },
      epoch,
      server_time: new Date().toISOString(),
      marks,
    })
  } catch (error) {
    log.warn({ err: error }, 'a socket could not be let in')
    socket.emit('connection:error', {
      code: 'unavailable',
      message: 'Not right now. Trying again.',
    })
    socket.disconnect(true)
  }
}

/** Uses a minute: far above what hands can do, far below what would hold up others. */
const USES = { sending: 12_000, everythingElse: 24_000 }

/** Per person, over all their sockets, so that a second tab buys nothing. */
function eventLimits(): (socket: RelaySocket, event: ClientEvent) => Promise<void> {
  const sending = createLimit('message:send', USES.sending, 60)
  const rest = createLimit('event', USES.everythingElse, 60)
  const limitOf = (event: ClientEvent): Limit => (event === 'message:send' ? sending : rest)
  return (socket, event) => limitOf(event)(socket.data.session.userId)
}
