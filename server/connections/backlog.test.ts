import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { createBacklogs } from './backlog.ts'

/** A socket of engine.io as far as backlogs use one. What it is sent waits until `read`. */
class FakeSocket {
  readonly conn = Object.assign(new EventEmitter(), {
    transport: Object.assign(new EventEmitter(), { socket: { terminate: () => undefined } }),
    close: () => undefined,
  })
  readonly data: { session: { userId: string } }
  isCut = false

  constructor(backlogs: ReturnType<typeof createBacklogs>, userId = 'ada') {
    this.data = { session: { userId } }
    backlogs.watch(this as unknown as RelaySocket, () => (this.isCut = true))
  }

  /** Sends so many bytes, the overhead of the packet included. */
  send(bytes: number): void {
    this.conn.emit('packetCreate', { data: 'x'.repeat(bytes - 512), options: {} })
  }

  read(): void {
    this.conn.emit('flush')
    this.conn.transport.emit('drain')
  }
}

const limits = { maxSocketBytes: 4_000, maxPersonBytes: 6_000 }

test('a socket is cut only beyond the limit of a socket', () => {
  const socket = new FakeSocket(createBacklogs(limits))
  socket.send(4_000)
  expect(socket.isCut).toBe(false)
  socket.read()
  socket.send(4_000)
  expect(socket.isCut).toBe(false)
  socket.send(600)
  expect(socket.isCut).toBe(true)
})

test('of all sockets of a person the one with the most is cut, and nobody else has a part in it', () => {
  const backlogs = createBacklogs(limits)
  const [most, less] = [new FakeSocket(backlogs), new FakeSocket(backlogs)]
  const other = new FakeSocket(backlogs, 'ben')
  other.send(4_000)
  most.send(3_500)
  less.send(2_500)
  expect([most.isCut, less.isCut]).toEqual([false, false])
  less.send(600)
  expect([most.isCut, less.isCut, other.isCut]).toEqual([true, false, false])
  // What waited for the cut socket counts no more.
  less.send(900)
  expect(less.isCut).toBe(false)
})

test('a cut connection that closes late leaves the new sockets of its person counted', () => {
  const backlogs = createBacklogs(limits)
  const cut = new FakeSocket(backlogs)
  cut.send(5_000)
  expect(cut.isCut).toBe(true)
  const [one, two] = [new FakeSocket(backlogs), new FakeSocket(backlogs)]
  cut.conn.emit('close')
  one.send(3_500)
  two.send(2_600)
  expect([one.isCut, two.isCut]).toEqual([true, false])
})
