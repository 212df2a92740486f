import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { isOutdated, PROTOCOL } from '../../wire/protocol.ts'
import { handshakeAuth } from '../../wire/socket.ts'
import type { Config } from '../config.ts'
import { conversationEvents } from '../conversations/events.ts'
import { conversationIdsOf, highWaterMarksOf } from '../conversations/memberships.ts'
import { currentEpoch } from '../conversations/epoch.ts'
import { syncEvents } from '../conversations/sync-events.ts'
import type { Database } from '../database/client.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Limits } from '../http/limits.ts'
import type { Logger } from '../logger.ts'
import { messageEvents } from '../messages/events.ts'
import type { Metrics } from '../operations/metrics.ts'
import { showsPresence } from '../people/last-seen.ts'
import { secondsLeft } from '../session/authenticate.ts'
import { refuseUnknownEvents, type HeardEvent } from './events.ts'
import { authenticateSockets, guardTransport } from './handshake.ts'
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
  limits: Limits
  log: Logger
}

/** From handshake to goodbye: who may connect, which rooms they hear, what they may ask. */
export function serveSockets(io: RelayServer, edges: SocketEdges): void {
  guardTransport(io, edges)
  authenticateSockets(io, edges)

  io.on('connection', (socket: RelaySocket) => {
    const edge = { ...edges, limit: limitEvents(edges.limits) }
    socket.data.ready = enter(socket, edges)
    edges.metrics.socketOpened({ isOutdated: isOutdatedPage(socket) })
    socket.on('disconnect', (reason) => {
      edges.metrics.socketClosed(reason)
      edges.presence.disconnected(socket)
    })
    refuseUnknownEvents(socket, edge)
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
 * found by this second look; a removal from a conversation likewise. Nobody is let through on a look from before.
 */
async function enter(socket: RelaySocket, { sql, presence, log }: SocketEdges): Promise<void> {
  const { session } = socket.data
  try {
    // The person's own room first: a conversation made while the rest is read is then joined through it.
    await socket.join([roomOf.user(session.userId), roomOf.session(session.id)])
    const conversations = await conversationIdsOf(sql, session.userId)
    await socket.join(conversations.map(roomOf.conversation))
    const [left, epoch, highWaterMarks, shown, still] = await Promise.all([
      secondsLeft(sql, session.id),
      currentEpoch(sql),
      highWaterMarksOf(sql, session.userId),
      showsPresence(sql, session.userId),
      conversationIdsOf(sql, session.userId),
    ])
    leaveOthers(socket, conversations, still)
    if (left === null) {
      socket.emit('connection:error', { code: 'session_ended', message: 'Your session has ended.' })
      socket.disconnect(true)
      return
    }
    presence.connected(socket, shown)
    socket.emit('connection:established', {
      session: { id: session.id, expires_in: session.expiresIn },
      epoch,
      server_time: new Date().toISOString(),
      protocol: PROTOCOL,
      // The wire calls them `marks`: programs that are not the page rely on it.
      marks: highWaterMarks,
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

/** A page says which protocol it speaks; what says nothing is not the page, or one from before there was a number. */
function isOutdatedPage(socket: RelaySocket): boolean {
  const { data } = handshakeAuth.safeParse(socket.handshake.auth)
  return data?.protocol !== undefined && isOutdated(data.protocol, PROTOCOL)
}

/** A removal between reading and joining found the socket in no room to be put out of. */
function leaveOthers(socket: RelaySocket, joined: string[], still: string[]): void {
  const theirs = new Set(still)
  for (const id of joined) if (!theirs.has(id)) void socket.leave(roomOf.conversation(id))
}

/** Per person, over all their sockets, so that a second tab buys nothing. */
const limitEvents = (limits: Limits) => (socket: RelaySocket, event: HeardEvent) =>
  (event === 'message:send' ? limits.sending : limits.event)(socket.data.session.userId)
