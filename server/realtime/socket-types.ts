import type { Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '../../wire/socket.ts'
import type { LiveSession } from '../live-session.ts'

/** The handshake writes this to every socket. */
export interface SocketData {
  session: LiveSession
  /** Resolves when the socket has joined its rooms and its session was read once more. Handlers wait for it. */
  ready: Promise<void>
}

type NothingBetweenNodes = Record<string, never>

export type RelayServer = Server<ClientToServer, ServerToClient, NothingBetweenNodes, SocketData>
export type RelaySocket = Socket<ClientToServer, ServerToClient, NothingBetweenNodes, SocketData>

export const roomOf = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** The sockets that watch this person's presence. */
  presence: (userId: string) => `presence:${userId}`,
}
