import { afterEach, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createLimits } from '../../server/http/limits.ts'
import { openRedis } from '../../server/redis.ts'
import { openPair, type TestPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { TestRedis } from '../redis.ts'
import { openTestRelay, type TestRelay } from '../relay.ts'
import { hasProgram } from '../required.ts'
import { silent } from '../silence.ts'
import { FaultyNetwork } from './network.ts'
import { openPage, type TestPage } from './page.ts'

/** Real limits with a real client: it waits, and shows until when. */
let relay: TestRelay
let network: FaultyNetwork
let pair: TestPair
let page: TestPage
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function open(settings: NodeJS.ProcessEnv): Promise<void> {
  relay = await openTestRelay(settings)
  ends.push(() => relay.close())
  network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
  ends.push(() => network.close())
  pair = await openPair(relay)
  page = await openPage(pair.ada, network)
  ends.push(() => page.messenger.stop())
  await eventually('it is online', () => now().connection.kind === 'online')
}

const now = () => page.messenger.getState()
const secondsToWait = () => ((now().rateLimitedUntil ?? 0) - performance.now()) / 1000

async function expectTold(): Promise<void> {
  await eventually('it is told to wait', () => now().rateLimitedUntil !== null)
  expect(secondsToWait()).toBeGreaterThan(0)
  expect(secondsToWait()).toBeLessThanOrEqual(60)
}

test('loading waits and says so, and does not fail', async () => {
  await open({ PARLEY_PERSON_REQUESTS: '30' })
  await eventually('there is no more', async () => {
    return (await pair.ada.browser.call('GET', '/api/conversations')).status === 429
  })
  page.messenger.timeline.open(pair.id)
  await expectTold()
  expect(page.timeline(pair.id)?.status).toBe('loading')
})

test('a new connection waits and says so', async () => {
  await open({ PARLEY_ADDRESS_REQUESTS: '40' })
  await eventually('there is no more', async () => {
    return (await relay.browser().call('GET', '/api/auth/session')).status === 429
  })
  network.cut()
  await expectTold()
  expect(now().connection.kind).toBe('offline')
})

const hasRedis = hasProgram('redis-server', 'a message that has to wait is told of')

test.skipIf(!hasRedis)('a message waits and says so, and is neither lost nor failed', async () => {
  const redis = await TestRedis.open()
  ends.push(() => redis.close())
  await open({ REDIS_URL: redis.url })
  const shared = await openRedis(redis.url, silent)
  ends.push(async () => shared.close())
  const elsewhere = createLimits(readConfig(relay.env).limits, shared)
  for (let left = 12_000; left > 0; left -= 200) {
    await Promise.all(Array.from({ length: 200 }, () => elsewhere.sending(pair.ada.id)))
  }
  page.messenger.timeline.open(pair.id)
  await page.messenger.outbox.send(pair.id, 'in a while')
  await expectTold()
  expect(now().waiting).toBe(1)
  expect(page.timeline(pair.id)?.pending).toMatchObject([{ state: { kind: 'waiting' } }])
})
