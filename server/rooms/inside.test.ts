import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { roomOf, type RelayServer } from '../realtime/socket-types.ts'
import { createInside } from './inside.ts'

function openInside() {
  const sockets = new Map([['socket', { data: { session: { userId: randomUUID() } } }]])
  const rooms = new Map<string, Set<string>>()
  const io = { of: () => ({ adapter: { rooms }, sockets }) } as unknown as RelayServer
  const written: number[] = []
  let finish = () => {}
  const sql = ((_text: TemplateStringsArray, _ids: string[], [inside]: number[]) => {
    written.push(inside!)
    return new Promise<void>((resolve) => (finish = resolve))
  }) as unknown as Database
  const inside = createInside({ io, sql, log: {} as Logger }, () => () => undefined)
  return { rooms, written, inside, finish: () => finish() }
}

test('a room that somebody opens while the numbers are written stays counted', async () => {
  const id = randomUUID()
  const { rooms, written, inside, finish } = openInside()

  inside.opened(id)
  const first = inside.tell()
  rooms.set(roomOf.conversation(id), new Set(['socket']))
  inside.opened(id)
  finish()
  await first
  expect(inside.isRoom(id)).toBe(true)

  const second = inside.tell()
  finish()
  await second
  expect(written).toEqual([0, 1])
})

test('a node that stops takes its numbers back', async () => {
  const id = randomUUID()
  const { rooms, written, inside, finish } = openInside()
  rooms.set(roomOf.conversation(id), new Set(['socket']))
  inside.opened(id)
  const told = inside.tell()
  rooms.clear()
  const closed = inside.close()
  finish()
  await told
  await vi.waitFor(() => expect(written).toEqual([1, 0]))
  finish()
  await closed
  expect(inside.isRoom(id)).toBe(false)
})
