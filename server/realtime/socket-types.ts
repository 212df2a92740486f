import type { Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '../../wire/socket.ts'
import type { LiveSession } from '../live-session.ts'
import type { Admission, HandshakeData } from './admission.ts'

/** The handshake writes `session` and `handshakeData` to every socket, and the connection `admission`. */
export interface SocketData {
  session: LiveSession
  /** Null after the second look, because a person may be in thousands of conversations. */
  handshakeData: HandshakeData | null
  admission: Admission
}

type NothingBetweenNodes = Record<string, never>

export type RelayServer = Server<ClientToServer, ServerToClient, NothingBetweenNodes, SocketData>
export type RelaySocket = Socket<ClientToServer, ServerToClient, NothingBetweenNodes, SocketData>

export const roomOf = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** The sockets of members of an open room. Their lists show that messages came. */
  activity: (conversationId: string) => `activity:${conversationId}`,
  /**
   * The sockets that have shown a dark room under this alias. No event is sent to it: it lets a socket that shows the
   * room no more leave it, when the alias left or was removed.
   */
  alias: (aliasId: string) => `alias:${aliasId}`,
  /** The sockets that watch this person's presence. */
  presence: (userId: string) => `presence:${userId}`,
}
