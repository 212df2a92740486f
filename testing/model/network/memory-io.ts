import { PROTOCOL } from '../../../wire/protocol.ts'
import { randomUUID } from 'node:crypto'
import type { SocketData } from '../../../server/realtime/socket-types.ts'

import type { Told } from '../told.ts'

/** Changes an event before it leaves a relay, so that a test can plant a fault. */
export type Tamper = (event: string, push: unknown) => unknown
export const untouched: Tamper = (_event, push) => push

type Listener = (...args: unknown[]) => void
const list = (names: string | readonly string[]) => (typeof names === 'string' ? [names] : names)

/** The relay's end of a connection, with the interface of Socket.IO. */
export class MemorySocket {
  /** The request of the handshake. The model has none. */
  readonly request = {}
  readonly conn = {}
  /** The fields that a page sends when it connects. */
  readonly handshake = { auth: { protocol: PROTOCOL } }
  readonly id = randomUUID()
  readonly rooms = new Set<string>()
  readonly data: SocketData
  connected = true
  readonly #io: MemoryIo
  readonly #listeners = new Map<string, Listener[]>()
  readonly #anyListeners: Listener[] = []
  readonly #leave: (event: string, push: string) => void
  readonly #closed: () => void

  constructor(
    io: MemoryIo,
    data: SocketData,
    wire: { leave(event: string, push: string): void; closed(): void },
  ) {
    this.#io = io
    this.data = data
    this.#leave = wire.leave
    this.#closed = wire.closed
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  onAny(listener: Listener): void {
    this.#anyListeners.push(listener)
  }

  /** A frame of the client has arrived. */
  hear(event: string, payload: unknown, ack: (answer: unknown) => void): void {
    for (const listener of this.#anyListeners) listener.call(this, event, payload, ack)
  }

  emit(event: string, push: unknown): void {
    this.send(event, JSON.stringify(push))
  }

  send(event: string, push: string): void {
    if (this.connected) this.#leave(event, push)
  }

  join(rooms: string | readonly string[]): void {
    for (const room of list(rooms)) if (this.connected) this.rooms.add(room)
  }

  leave(room: string): void {
    this.rooms.delete(room)
  }

  to(room: string) {
    return this.#io.to(room, this)
  }

  disconnect(): void {
    if (!this.connected) return
    this.connected = false
    this.#io.sockets.delete(this)
    this.rooms.clear()
    this.#closed()
    for (const listener of this.#listeners.get('disconnect') ?? []) {
      listener.call(this, 'transport close')
    }
  }
}

/** The methods of a Socket.IO server that `publish` and the edges use, for the sockets of one relay. */
export class MemoryIo {
  readonly sockets = new Set<MemorySocket>()
  readonly engine = { use: () => undefined }
  readonly #told: Told
  readonly #tamper: Tamper
  #onConnection: (socket: MemorySocket) => void = () => undefined

  constructor(told: Told, tamper: Tamper) {
    this.#told = told
    this.#tamper = tamper
  }

  /** The model decides who connects, so there is no handshake. */
  use(): void {}

  on(_event: 'connection', listener: (socket: MemorySocket) => void): void {
    this.#onConnection = listener
  }

  /** There is one namespace. */
  of() {
    const rooms = {
      has: (room: string) => this.socketsIn(room) > 0,
      get: (room: string) => ({ size: this.socketsIn(room) }),
      keys: () => new Set([...this.sockets].flatMap((socket) => [...socket.rooms])),
    }
    return { sockets: this.sockets, adapter: { rooms, on: () => undefined } }
  }

  socketsIn(room: string): number {
    return this.#in([room]).length
  }

  connect(socket: MemorySocket): void {
    this.sockets.add(socket)
    this.#onConnection(socket)
  }

  to(room: string | readonly string[], sender?: MemorySocket, hidden: readonly string[] = []) {
    return {
      except: (rooms: string | readonly string[]) => this.to(room, sender, list(rooms)),
      emit: (event: string, push: unknown) => {
        this.#told.hear(event, push)
        const text = JSON.stringify(this.#tamper(event, push))
        for (const socket of this.#in(list(room))) {
          const isSpared = socket === sender || hidden.some((one) => socket.rooms.has(one))
          if (!isSpared) socket.send(event, text)
        }
      },
    }
  }

  in(rooms: string | readonly string[]) {
    const sockets = this.#in(list(rooms))
    return {
      fetchSockets: async () => sockets.map(({ data }) => ({ data })),
      socketsJoin: (joined: string | readonly string[]) => {
        for (const socket of sockets) socket.join(joined)
      },
      socketsLeave: (left: string | readonly string[]) => {
        for (const socket of sockets) for (const room of list(left)) socket.leave(room)
      },
      disconnectSockets: () => {
        for (const socket of sockets) socket.disconnect()
      },
    }
  }

  #in(rooms: readonly string[]): MemorySocket[] {
    return [...this.sockets].filter((socket) => rooms.some((room) => socket.rooms.has(room)))
  }
}
