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
  watch(socket: RelaySocket, onOverflow: (socket: RelaySocket) => void): void
}

interface Packet {
  data?: string | Buffer
  options: { wsPreEncodedFrame?: readonly Buffer[] }
}

/** Where a connection and its transport keep their backlog. */
const backlogOf = Symbol('backlog')

/** The parts of a connection of engine.io that are used here. Its types do not name all of them. */
interface Connection {
  [backlogOf]: Backlog
  transport: Transport
  on(event: 'packetCreate', listener: (this: Connection, packet: Packet) => void): void
  on(event: 'flush' | 'close', listener: (this: Connection) => void): void
  close(discard: boolean): void
}

interface Transport {
  [backlogOf]?: Backlog
  /** Only a WebSocket has this. */
  socket?: { terminate(): void }
  /** The response of the present poll. */
  res?: ServerResponse | null
  on(event: 'drain', listener: (this: Transport) => void): void
}

/** The connections of one person. */
interface Person {
  bytes: number
  backlogs: readonly Backlog[]
}

/** The bytes count from the moment they are made until the network has taken them. */
interface Backlog {
  socket: RelaySocket
  person: Person
  bytes: number
  /** What no transport has taken yet. */
  queued: number
  /** What the present transport is writing. It takes nothing more before that is done. */
  writing: number
  /** Responses to polls that the network has not taken yet. Most sockets have no polls. */
  unread: Set<ServerResponse> | null
  onOverflow(socket: RelaySocket): void
}

/** All connections share the listeners: a node has thousands of sockets, and most of them only wait. */
export function createBacklogs({
  maxSocketBytes = MAX_SOCKET_BYTES,
  maxPersonBytes = MAX_PERSON_BYTES,
} = {}): Backlogs {
  const people = new Map<string, Person>()

  function add(backlog: Backlog, bytes: number): void {
    const { person } = backlog
    backlog.bytes += bytes
    if (!person.backlogs.includes(backlog)) return
    person.bytes += bytes
    if (bytes > 0) check(backlog)
  }

  /** This runs for each packet, so it only compares two numbers unless something is wrong. */
  function check(backlog: Backlog): void {
    const { backlogs, bytes } = backlog.person
    if (backlog.bytes > maxSocketBytes) return overflow(backlog)
    if (bytes <= maxPersonBytes) return
    overflow(backlogs.reduce((most, one) => (one.bytes > most.bytes ? one : most)))
  }

  function overflow(backlog: Backlog): void {
    forget(backlog)
    backlog.onOverflow(backlog.socket)
    cut(backlog)
  }

  function forget(backlog: Backlog): void {
    const { person, socket } = backlog
    if (!person.backlogs.includes(backlog)) return
    person.backlogs = person.backlogs.filter((one) => one !== backlog)
    person.bytes -= backlog.bytes
    const { userId } = socket.data.session
    // A cut connection closes later. By then the person may have come back with new backlogs.
    if (person.backlogs.length === 0 && people.get(userId) === person) people.delete(userId)
  }

  function onPacket(this: Connection, packet: Packet): void {
    const bytes = sizeOf(packet)
    this[backlogOf].queued += bytes
    add(this[backlogOf], bytes)
  }

  function onFlush(this: Connection): void {
    const { [backlogOf]: backlog, transport } = this
    const bytes = backlog.queued
    backlog.queued = 0
    // A poll says "drain" when its response is written, not when the network has taken it.
    if (transport.res) return countPoll(transport.res, backlog, bytes)
    backlog.writing += bytes
    if (transport[backlogOf] === backlog) return
    transport[backlogOf] = backlog
    transport.on('drain', onDrain)
  }

  function onDrain(this: Transport): void {
    const backlog = this[backlogOf]!
    const bytes = backlog.writing
    backlog.writing = 0
    add(backlog, -bytes)
  }

  function countPoll(res: ServerResponse, backlog: Backlog, bytes: number): void {
    const unread = (backlog.unread ??= new Set())
    unread.add(res)
    res.once('close', () => {
      unread.delete(res)
      add(backlog, -bytes)
    })
  }

  function onClose(this: Connection): void {
    forget(this[backlogOf])
  }

  return {
    watch(socket, onOverflow) {
      const { userId } = socket.data.session
      const person = people.get(userId) ?? { bytes: 0, backlogs: [] }
      const counted = { bytes: 0, queued: 0, writing: 0, unread: null }
      const backlog: Backlog = { socket, person, ...counted, onOverflow }
      person.backlogs = [...person.backlogs, backlog]
      people.set(userId, person)
      const connection = socket.conn as unknown as Connection
      connection[backlogOf] = backlog
      connection.on('packetCreate', onPacket)
      connection.on('flush', onFlush)
      connection.on('close', onClose)
    },
  }
}

function sizeOf({ data, options: { wsPreEncodedFrame } }: Packet): number {
  if (wsPreEncodedFrame === undefined) return PACKET_BYTES + Buffer.byteLength(data ?? '')
  let bytes = PACKET_BYTES
  for (const part of wsPreEncodedFrame) bytes += part.length
  return bytes
}

/** An orderly end would wait until the client has read everything. */
function cut({ socket, unread }: Backlog): void {
  const connection = socket.conn as unknown as Connection
  for (const response of unread ?? []) response.socket?.destroy()
  if (connection.transport.socket === undefined) connection.close(true)
  else connection.transport.socket.terminate()
}
