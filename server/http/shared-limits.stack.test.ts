import { createSecretKey } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { upgradeFrom } from '../../testing/bare.ts'
import { ask, TestBrowser, type TestAnswer } from '../../testing/browser.ts'
import { eventually } from '../../testing/eventually.ts'
import { TestRedis } from '../../testing/redis.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { hasProgram } from '../../testing/required.ts'
import { silent } from '../../testing/silence.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { openRedis } from '../redis.ts'
import { createLimits } from './limits.ts'

const REQUESTS = 5
const wait = { code: 'rate_limited', retry_after: expect.any(Number) }
const limited = { status: 429, body: { error: wait } }

let first: TestRelay
let secondUrl: string
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Two relays on one database, and on one Redis if there is any. */
async function openNodes(settings: NodeJS.ProcessEnv): Promise<void> {
  first = await openTestRelay({ PARLEY_PERSON_REQUESTS: String(REQUESTS), ...settings })
  ends.push(() => first.close())
  const port = await freePort()
  secondUrl = `http://127.0.0.1:${port}`
  const env = { ...first.env, PORT: String(port), PUBLIC_URL: secondUrl }
  const second = await buildApp(readConfig(env))
  ends.push(() => second.close())
  await second.listen({ port, host: '127.0.0.1' })
}

/** The same person on the second node. */
async function onSecond({ session }: TestPerson): Promise<TestBrowser> {
  const browser = new TestBrowser(secondUrl)
  expect((await browser.bridge(session.access_token)).status).toBe(200)
  return browser
}

const list = (browser: TestBrowser) => browser.call('GET', '/api/conversations')

/** Sends as many requests as the limit allows, and one more. */
async function useUp(browser: TestBrowser): Promise<TestAnswer> {
  for (let n = 0; n < REQUESTS; n++) expect((await list(browser)).status).toBe(200)
  return list(browser)
}

test('without Redis each node counts for itself', async () => {
  await openNodes({})
  const ada = await first.person('Ada')
  expect(await useUp(ada.browser)).toMatchObject(limited)
  expect(await useUp(await onSecond(ada))).toMatchObject(limited)
})

const hasRedis = hasProgram('redis-server', 'nodes count their limits together')

describe.skipIf(!hasRedis)('through one Redis', () => {
  let redis: TestRedis
  beforeEach(async () => {
    redis = await TestRedis.open()
    ends.push(() => redis.close())
  })

  const counted = async () => (await redis.ask('KEYS', '*')) as string[]

  /** Both nodes add the requests of every person to it. */
  async function isShared(): Promise<void> {
    for (const url of [first.url, secondUrl]) {
      await eventually('Redis counts', async () => {
        await redis.ask('FLUSHALL')
        await new TestBrowser(url).call('GET', '/api/auth/session')
        return (await counted()).length === 1
      })
    }
  }

  test('a limit that is used up on one node is used up on the second node', async () => {
    await openNodes({ REDIS_URL: redis.url })
    const [ada, ben] = await Promise.all([first.person('Ada'), first.person('Ben')])
    const there = await onSecond(ada)
    expect(await useUp(ada.browser)).toMatchObject(limited)
    const refused = await list(there)
    expect(refused).toMatchObject(limited)
    const { retry_after } = refused.body.error
    expect(refused.headers.get('retry-after')).toBe(String(retry_after))
    expect(retry_after).toBe(Math.ceil(retry_after))
    expect(retry_after).toBeGreaterThan(0)
    expect(retry_after).toBeLessThanOrEqual(60)
    expect((await list(await onSecond(ben))).status).toBe(200)
  })

  test('the limit of an address covers new sockets on both nodes', async () => {
    await openNodes({ REDIS_URL: redis.url, PARLEY_ADDRESS_REQUESTS: '10' })
    const ada = await first.person('Ada')
    const there = await onSecond(ada)
    const used = 2
    for (let n = used; n < 10; n++) await first.browser().call('GET', '/api/auth/session')
    await expect(there.connect()).rejects.toMatchObject({ data: wait })
    await expect(ada.browser.connect()).rejects.toMatchObject({ data: wait })
  })

  test('the limits of socket events are shared', async () => {
    await openNodes({ REDIS_URL: redis.url })
    const ada = await first.person('Ada')
    const { socket } = await (await onSecond(ada)).connect()
    const shared = await openRedis(redis.url, silent)
    ends.push(async () => shared.close())
    const elsewhere = createLimits(readConfig(first.env).limits, shared)
    for (let left = 24_000; left > 0; left -= 200) {
      await Promise.all(Array.from({ length: 200 }, () => elsewhere.event(ada.id)))
    }
    const refused = await ask(socket, 'presence:watch', { user_ids: [] })
    expect(refused).toMatchObject({ ok: false, error: wait })
    for (const event of ['sync', 'nothing'] as const) {
      const malformed = await ask(socket, event as 'sync', { epoch: 1 } as never)
      expect(malformed).toMatchObject({ ok: false, error: wait })
    }
    socket.disconnect()
  })

  test('an active person takes uses in portions, and none beyond the limit', async () => {
    const shared = await openRedis(redis.url, silent)
    ends.push(async () => shared.close())
    let asked = 0
    const counting: typeof shared = {
      ...shared,
      eval: (...call) => {
        asked++
        return shared.eval(...call)
      },
    }
    const config = {
      addressRequests: 5,
      personRequests: 5,
      roomsAnHour: 5,
      nameKey: createSecretKey(Buffer.alloc(32)),
    }
    const nodes = [createLimits(config, counting), createLimits(config, counting)] as const
    const send = (node: 0 | 1, times: number) =>
      Promise.all(Array.from({ length: times }, () => nodes[node].sending('Ada')))
    await send(0, 100)
    await send(0, 20)
    expect(asked).toBe(1)
    await send(1, 11_880)
    expect(asked).toBe(100)
    for (const node of [0, 1] as const)
      await expect(send(node, 1)).rejects.toMatchObject({ code: wait.code })
  })

  test('Redis holds only counts that expire, and nothing that identifies a person', async () => {
    await openNodes({ REDIS_URL: redis.url })
    const ada = await first.person('Ada')
    const { socket, hello } = await ada.browser.connect()
    await ask(socket, 'presence:watch', { user_ids: [] })
    await ada.browser.refresh()
    await ada.browser.call('GET', '/api/people?q=ada')
    const keys = await counted()
    const names = keys.map((key) => key.replace(/:[^:]*$/, ''))
    expect(names.sort()).toEqual(
      [
        'address',
        'bridge',
        'event',
        'handshake',
        'opening',
        'people-search',
        'refresh',
        'request',
      ].map((name) => `parley:${name}`),
    )
    for (const key of keys) {
      expect(await redis.ask('TTL', key)).toBeGreaterThan(0)
      expect(await redis.ask('TTL', key)).toBeLessThanOrEqual(60)
      for (const secret of [ada.id, hello.session.id, '127.0.0.1']) {
        expect(key).not.toContain(secret)
      }
    }
    socket.disconnect()
  })

  test('each node counts for itself while Redis is gone, and uses it again afterwards', async () => {
    await openNodes({ REDIS_URL: redis.url })
    const [ada, ben] = await Promise.all([first.person('Ada'), first.person('Ben')])
    const [adaThere, benThere] = await Promise.all([onSecond(ada), onSecond(ben)])
    await redis.kill()
    expect(await useUp(ada.browser)).toMatchObject(limited)
    expect(await useUp(adaThere)).toMatchObject(limited)

    await redis.start()
    await isShared()
    expect(await useUp(ben.browser)).toMatchObject(limited)
    expect(await list(benThere)).toMatchObject(limited)
  })

  test('a paused Redis delays nobody', async () => {
    await openNodes({ REDIS_URL: redis.url })
    const [ada, ben] = await Promise.all([first.person('Ada'), first.person('Ben')])
    const [adaThere, benThere] = await Promise.all([onSecond(ada), onSecond(ben)])
    redis.holdUp()
    const answers = await Promise.all(Array.from({ length: 50 }, () => list(ada.browser)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(REQUESTS)
    expect(await useUp(adaThere)).toMatchObject(limited)
    expect((await first.browser().call('GET', '/readyz')).status).toBe(200)

    redis.goOn()
    await isShared()
    expect(await useUp(ben.browser)).toMatchObject(limited)
    expect(await list(benThere)).toMatchObject(limited)
  })

  test('a Redis that is paused during a broken connection ends no relay', async () => {
    await openNodes({ REDIS_URL: redis.url })
    redis.holdUp()
    const upgraded = once(first.app.server, 'upgrade')
    const connection = connect(Number(new URL(first.url).port), '127.0.0.1')
    connection.write(upgradeFrom(first.url))
    const [request] = (await upgraded) as [IncomingMessage]
    // Not `once` of node:events: that would handle the error itself.
    const closed = new Promise((resolve) => request.socket.once('close', resolve))
    connection.resetAndDestroy()
    await closed
    expect((await first.browser().call('GET', '/livez')).status).toBe(200)
  })

  test('a relay starts without Redis and uses it once it is there', async () => {
    await redis.kill()
    await openNodes({ REDIS_URL: redis.url })
    const ada = await first.person('Ada')
    const there = await onSecond(ada)
    expect((await list(ada.browser)).status).toBe(200)
    await redis.start()
    await isShared()
    expect(await useUp(ada.browser)).toMatchObject(limited)
    expect(await list(there)).toMatchObject(limited)
  })
})
