import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { eventually } from '../../testing/eventually.ts'
import { TestRedis } from '../../testing/redis.ts'
import { hasProgram } from '../../testing/required.ts'
import { silent } from '../../testing/silence.ts'
import { connectRedis } from '../redis.ts'
import { openRedisBus } from './redis-bus.ts'

const hasRedis = hasProgram('redis-server', 'a node says when its Redis can be used')

describe.skipIf(!hasRedis)('a bus through Redis', () => {
  let server: TestRedis
  beforeEach(async () => {
    server = await TestRedis.open()
  })
  afterEach(() => server.close())

  const open = () => {
    const listener = { onBatch: vi.fn(), onOpen: vi.fn() }
    const key = Buffer.from('a key')
    return { listener, bus: openRedisBus({ url: server.url, key, log: silent }, listener) }
  }

  test('says when it is open, and when it is open again', async () => {
    const { listener, bus } = open()
    const opened = () => listener.onOpen.mock.calls.length
    await eventually('the bus is open', () => opened() === 1)
    await bus.send(Buffer.from('heard'))
    await eventually('it hears itself', () => listener.onBatch.mock.calls.length === 1)
    bus.reopen()
    await expect(bus.send(Buffer.from('lost'))).rejects.toThrow()
    await eventually('the bus is open again', () => opened() === 2)
    await bus.close()
  })

  test('leaves no connection behind when it is closed while it opens', async () => {
    const { listener, bus } = open()
    await bus.close()
    const client = await connectRedis(server.url)
    const count = async () =>
      z
        .string()
        .parse(await client.sendCommand(['CLIENT', 'LIST']))
        .trim()
        .split('\n')
    await eventually('only this client is left', async () => (await count()).length === 1)
    client.destroy()
    expect(listener.onOpen).not.toHaveBeenCalled()
  })
})
