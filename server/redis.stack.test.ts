import { Writable } from 'node:stream'
import fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { REDIS_PASSWORD, TestRedis } from '../testing/redis.ts'
import { hasProgram } from '../testing/required.ts'
import { loggerOptions } from './logger.ts'
import { openRedis, type Redis } from './redis.ts'

const hasRedis = hasProgram('redis-server', 'a relay goes on without its Redis')

describe.skipIf(!hasRedis)('a Redis that comes and goes', () => {
  let server: TestRedis
  let redis: Redis
  let written: string
  const told = () => [...written.matchAll(/"msg":"(Redis [^"]*)"/g)].map((match) => match[1])
  const AWAY = 'Redis is away: this node goes on alone'
  const USED = 'Redis is used'

  async function open(url = server.url): Promise<void> {
    const stream = new Writable({
      write(chunk, _encoding, done) {
        written += String(chunk)
        done()
      },
    })
    const { log } = fastify({ logger: { ...loggerOptions('info'), stream } })
    redis = await openRedis(url, log)
  }
  const count = () =>
    redis.eval("return redis.call('incr', KEYS[1])", { keys: ['count'], arguments: [] })
  const isCounting = () => count().then(Boolean, () => false)

  beforeEach(async () => {
    written = ''
    server = await TestRedis.open()
  })
  afterEach(async () => {
    redis.close()
    await server.close()
  })

  test('causes one log line when it goes and one when it is back, without its password', async () => {
    await open()
    expect([await count(), await count()]).toEqual([1, 2])
    await server.kill()
    await eventually('it is missed', async () => !(await isCounting()))
    await Promise.allSettled(Array.from({ length: 100 }, count))
    await server.start()
    await eventually('it is back', isCounting)
    expect(told()).toEqual([USED, AWAY, USED])
    expect(written).not.toContain(REDIS_PASSWORD)
  })

  test('fails waiting commands in their order while it is paused, and later ones at once', async () => {
    await open()
    await count()
    server.holdUp()
    const failed: number[] = []
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => count().catch(() => void failed.push(n))),
    )
    expect(failed).toEqual(Array.from({ length: 20 }, (_, n) => n))
    await expect(count()).rejects.toThrow('away')
    server.goOn()
    await eventually('it is back', isCounting)
    expect(told()).toEqual([USED, AWAY, USED])
  })

  test('accepts connections while it is full, and causes only one log line', async () => {
    await server.ask('CONFIG', 'SET', 'maxmemory', '1')
    await open()
    const connections = async () => {
      const stats = String(await server.ask('INFO', 'stats'))
      return Number(/total_connections_received:(\d+)/.exec(stats)?.[1])
    }
    const before = await connections()
    let looks = 0
    await eventually('it was tried again and again', async () => {
      looks++
      expect(await isCounting()).toBe(false)
      return (await connections()) - before - looks > 2
    })
    expect(told()).toEqual([AWAY])
  })

  test('counts as away when its password is wrong', async () => {
    await open(server.url.replace(REDIS_PASSWORD, 'something-else'))
    await expect(count()).rejects.toThrow('away')
    expect(told()).toEqual([AWAY])
    expect(written).toContain('WRONGPASS')
    expect(written).not.toContain('something-else')
  })
})
