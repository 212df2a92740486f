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
    on(event: 'drain', listener: () => void): void
  }
  on(event: 'packetCreate', listener: (packet: Packet) => void): void
  on(event: 'flush' | 'close', listener: () => void): void
  close(discard: boolean): void
}

/** The connections of one person. */
interface Person {
  bytes: number
  backlogs: Set<Backlog>
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
  const people = new Map<string, Person>()

  /** This runs for each packet, so it only compares two numbers unless something is wrong. */
  function check(person: Person, backlog: Backlog): void {
    if (backlog.bytes > maxSocketBytes) return backlog.overflow()
    if (person.bytes <= maxPersonBytes) return
    const all = [...person.backlogs]
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
      const person = people.get(userId) ?? { bytes: 0, backlogs: new Set() }
      person.backlogs.add(backlog)
      people.set(userId, person)
      function forget(): void {
        if (!person.backlogs.delete(backlog)) return
        person.bytes -= backlog.bytes
        // A cut connection closes later. By then the person may have come back with new backlogs.
        if (person.backlogs.size === 0 && people.get(userId) === person) people.delete(userId)
      }
      count(connection, backlog, (bytes) => {
        backlog.bytes += bytes
        if (!person.backlogs.has(backlog)) return
        person.bytes += bytes
        if (bytes > 0) check(person, backlog)
      })
      connection.on('close', forget)
    },
  }
}

/** The bytes count from the moment they are made until the network has taken them. */
function count(connection: Connection, backlog: Backlog, add: (bytes: number) => void): void {
  /** What no transport has taken yet. */
  let queued = 0
  /** What the present transport is writing. It takes nothing more before that is done. */
  let writing = 0
  let watched: Connection['transport'] | null = null
  const onDrain = () => {
    const bytes = writing
    writing = 0
    add(-bytes)
  }
  connection.on('packetCreate', (packet) => {
    const bytes = sizeOf(packet)
    queued += bytes
    add(bytes)
  })
  connection.on('flush', () => {
    const bytes = queued
    queued = 0
    const { transport } = connection
    const { res } = transport
    // A poll says "drain" when its response is written, not when the network has taken it.
    if (res) return countPoll(res, bytes, backlog, add)
    writing += bytes
    if (watched === transport) return
    watched = transport
    transport.on('drain', onDrain)
  })
}

function countPoll(
  res: ServerResponse,
  bytes: number,
  { unread }: Backlog,
  add: (bytes: number) => void,
): void {
  unread.add(res)
  res.once('close', () => {
    unread.delete(res)
    add(-bytes)
  })
}

function sizeOf({ data, options: { wsPreEncodedFrame } }: Packet): number {
  if (wsPreEncodedFrame === undefined) return PACKET_BYTES + Buffer.byteLength(data ?? '')
  let bytes = PACKET_BYTES
  for (const part of wsPreEncodedFrame) bytes += part.length
  return bytes
}

/** An orderly end would wait until the client has read everything. */
function cut(connection: Connection, { unread }: Backlog): void {
  for (const { socket } of unread) socket?.destroy()
  const { socket } = connection.transport
  if (socket === undefined) connection.close(true)
  else socket.terminate()
}
