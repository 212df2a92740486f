import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { BasePath } from './base-path.ts'
import { isOutdated, PROTOCOL } from '../wire/protocol.ts'
import { handshakeAuth } from '../wire/socket.ts'
import type { Config } from './config.ts'
import type { Backlogs } from './connections/backlog.ts'
import type { ReadHandshake } from './connections/read-handshake.ts'
import { enterAgainWhenMissed } from './connections/enter-again.ts'
import { enter } from './connections/enter.ts'
import { createFirstSyncs } from './connections/first-sync.ts'
import { createSecondLooks } from './connections/second-look.ts'
import { forgetHandshake } from './connections/forget-handshake.ts'
import { authenticateSockets, guardTransport } from './connections/handshake.ts'
import { limitLifetimes } from './connections/lifetime.ts'
import { conversationEvents, type RoomObserver } from './conversations/events.ts'
import { receiptEvents } from './conversations/receipt-events.ts'
import { syncEvents } from './conversations/sync-events.ts'
import type { Database } from './database/client.ts'
import type { Limits } from './http/limits.ts'
import type { Work } from './work.ts'
import type { Logger } from './logger.ts'
import { messageEvents } from './messages/events.ts'
import type { MessageWriter } from './messages/store/message-writer.ts'
import type { Nodes } from './nodes/nodes.ts'
import type { Metrics } from './operations/metrics.ts'
import { presenceEvents } from './presence/presence-events.ts'
import type { Presence } from './presence/presence.ts'
import { typingEvents } from './presence/typing-events.ts'
import { createEvents, type CountedEvent } from './realtime/events.ts'
import type { Publisher } from './realtime/publish.ts'
import type { RelayServer, RelaySocket } from './realtime/socket-types.ts'

/** The largest frame from a client in bytes. It has room for a message of the longest body. */
const MAX_FRAME_BYTES = 64 * 1024

export function attachSockets(http: HttpServer, basePath: BasePath): RelayServer {
  return new Server(http, {
    path: `${basePath}/socket.io/`,
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
  readHandshake: ReadHandshake
  nodes: Nodes
  publish: Publisher
  writer: MessageWriter
  presence: Presence
  inside: RoomObserver
  metrics: Metrics
  limits: Limits
  work: Work
  backlogs: Backlogs
  log: Logger
  lookAfterMilliseconds?: number
}

/** Connects sockets to the rules: who may connect, which rooms they join, which events they may send. */
export function serveSockets(io: RelayServer, edges: SocketEdges): void {
  guardTransport(io, edges)
  authenticateSockets(io, edges)

  const events = createEvents({ ...edges, limit: limitEvents(edges.limits) })
  const lifetimes = limitLifetimes(edges.sql, events)
  const typing = typingEvents(events, edges)
  conversationEvents(events, edges)
  messageEvents(events, edges)
  receiptEvents(events, edges)
  syncEvents(events, { ...edges, firstSyncs: createFirstSyncs(edges.sql) })
  presenceEvents(events, edges)
  const entrance = { ...edges, lookAgain: createSecondLooks(edges.sql) }
  enterAgainWhenMissed({ io, ...edges, enter: (socket) => enter(socket, entrance) })
  /** All sockets share these listeners: a node has thousands of sockets, and most of them only wait. */
  const unread = new WeakSet<RelaySocket>()
  function onOverflow(socket: RelaySocket): void {
    unread.add(socket)
    edges.log.warn('a socket that does not read was closed')
  }
  function onDisconnecting(this: RelaySocket): void {
    typing.leaving(this)
  }
  function onDisconnect(this: RelaySocket, reason: string): void {
    lifetimes.forget(this)
    edges.metrics.socketClosed(unread.has(this) ? 'unread' : reason)
    edges.presence.disconnected(this)
    // Its connection has no use any more: a connection opens one socket.
    if (reason === 'client namespace disconnect') this.conn.close()
  }
  io.on('connection', (socket: RelaySocket) => {
    enter(socket, entrance)
    edges.metrics.socketOpened({ isOutdated: isOutdatedPage(socket) })
    edges.backlogs.watch(socket, onOverflow)
    socket.on('disconnecting', onDisconnecting)
    socket.on('disconnect', onDisconnect)
    lifetimes.begin(socket)
    events.serve(socket)
    forgetHandshake(socket)
  })
}

/** Whether a page names an older protocol. Programs other than the page name none. */
function isOutdatedPage(socket: RelaySocket): boolean {
  const { protocol } = handshakeAuth.parse(socket.handshake.auth)
  return protocol !== undefined && isOutdated(protocol, PROTOCOL)
}

/** Limits of each person over all their sockets. A second tab gets no extra events. */
const limitEvents = (limits: Limits) => (socket: RelaySocket, event: CountedEvent) =>
  (event === 'message:send' ? limits.sending : limits.event)(socket.data.session.userId)
