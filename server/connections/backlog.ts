import type { ServerResponse } from 'node:http'
import type { RelaySocket } from '../realtime/socket-types.ts'

/** The most bytes that wait for one socket to read them. It is several times the largest answer. */
const MAX_SOCKET_BYTES = 4 * 1024 * 1024
/** The same for all sockets of one person on this node. */
const MAX_PERSON_BYTES = 16 * 1024 * 1024
/** The memory that a waiting packet needs beside its bytes. */
const PACKET_BYTES = 512

export interface Backlogs {
  /**
   * Counts what waits for this socket. A socket that does not read is closed, because the relay would keep everything
   * for it. Its client connects again and asks `sync` for what it missed.
   */
  watch(socket: RelaySocket, onOverflow: () => void): void
}

interface Packet {
  data?: string | Buffer
  options: { wsPreEncodedFrame?: readonly Buffer[] }
}

/** The parts of a connection of engine.io that are used here. Its types do not name all of them. */
interface Connection {
  transport: {
    name: string
    /** Of a WebSocket. */
    socket?: { terminate(): void }
    /** The response of the present poll. */
    res?: ServerResponse | null
    once(event: 'drain', listener: () => void): void
  }
  on(event: 'packetCreate', listener: (packet: Packet) => void): void
  on(event: 'flush' | 'close', listener: () => void): void
  close(discard: boolean): void
}

interface Backlog {
  bytes: number
  /** Responses to polls that the network has not taken yet. */
  unread: Set<ServerResponse>
  overflow(): void
}

export function createBacklogs({
  maxSocketBytes = MAX_SOCKET_BYTES,
  maxPersonBytes = MAX_PERSON_BYTES,
} = {}): Backlogs {
  const people = new Map<string, Set<Backlog>>()

  function check(userId: string, backlog: Backlog): void {
    if (backlog.bytes > maxSocketBytes) return backlog.overflow()
    const all = [...(people.get(userId) ?? [])]
    if (all.reduce((sum, { bytes }) => sum + bytes, 0) <= maxPersonBytes) return
    all.reduce((most, one) => (one.bytes > most.bytes ? one : most)).overflow()
  }

  return {
    watch(socket, onOverflow) {
      const { userId } = socket.data.session
      const connection = socket.conn as unknown as Connection
      const backlog: Backlog = {
        bytes: 0,
        unread: new Set(),
        overflow() {
          forget()
          onOverflow()
          cut(connection, backlog)
        },
      }
      const theirs = people.get(userId) ?? new Set()
      people.set(userId, theirs.add(backlog))
      function forget(): void {
        theirs.delete(backlog)
        // A cut connection closes later. By then the person may have come back with a new set.
        if (theirs.size === 0 && people.get(userId) === theirs) people.delete(userId)
      }
      count(connection, backlog, () => theirs.has(backlog) && check(userId, backlog))
      connection.on('close', forget)
    },
  }
}

/** The bytes count from the moment they are made until the network has taken them. */
function count(connection: Connection, backlog: Backlog, onMore: () => void): void {
  /** What no transport has taken yet. */
  let queued = 0
  connection.on('packetCreate', (packet) => {
    const bytes = sizeOf(packet)
    queued += bytes
    backlog.bytes += bytes
    onMore()
  })
  connection.on('flush', () => {
    const bytes = queued
    queued = 0
    const { transport } = connection
    const { res } = transport
    // A poll says "drain" when its response is written, not when the network has taken it.
    if (!res) {
      return transport.once('drain', () => {
        backlog.bytes -= bytes
      })
    }
    backlog.unread.add(res)
    res.once('close', () => {
      backlog.unread.delete(res)
      backlog.bytes -= bytes
    })
  })
}

function sizeOf({ data, options: { wsPreEncodedFrame } }: Packet): number {
  const bytes =
    wsPreEncodedFrame?.reduce((sum, part) => sum + part.length, 0) ?? Buffer.byteLength(data ?? '')
  return PACKET_BYTES + bytes
}

/** An orderly end would wait until the client has read everything. */
function cut(connection: Connection, { unread }: Backlog): void {
  for (const { socket } of unread) socket?.destroy()
  const { socket } = connection.transport
  if (socket === undefined) connection.close(true)
  else socket.terminate()
}
