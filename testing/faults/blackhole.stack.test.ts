import { randomUUID } from 'node:crypto'
import { describe, expect, test, type onTestFinished } from 'vitest'
import { openPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { TestRedis } from '../redis.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../relay.ts'
import { hasProgram } from '../required.ts'
import { openDistantDatabase, type DistantDatabase } from './distant-database.ts'
import { FaultyNetwork } from './network.ts'
import { storedMessages } from './screens.ts'
import { openTalk } from './talk.ts'

const ANSWER_SECONDS = 15
const READINESS_SECONDS = 2
/** The promise. It takes 4 to 7 s, and 9 to 10 s on a machine with twenty busy processes on two processors. */
const RECOVERY_SECONDS = 15
/** Faster looks would use up the limit of requests while the relay refuses them at once. */
const PAUSE_MILLISECONDS = 250

/** A hook of the test that runs. Tests run side by side here, so each of them passes its own. */
type OnEnd = typeof onTestFinished

async function openFarRelay(onEnd: OnEnd): Promise<{ relay: TestRelay; network: FaultyNetwork }> {
  const database: DistantDatabase = await openDistantDatabase()
  const relay = await openTestRelay({}, Promise.resolve(database))
  onEnd(() => relay.close())
  return { relay, network: database.network }
}

async function timed<T>(act: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now()
  const result = await act()
  return { result, seconds: (performance.now() - began) / 1000 }
}

const readiness = async (relay: TestRelay) => (await fetch(`${relay.url}/readyz`)).status
const list = ({ browser }: TestPerson) => browser.call('GET', '/api/conversations')
const several = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 12 }, act))

const hasRedis = hasProgram('redis-server', 'a Redis that swallows commands delays nobody')

// They wait for time limits, each with a relay and a database of its own.
describe.concurrent('a network that swallows everything', () => {
  test(
    'a request that the network of the database swallows is answered in time, and the relay recovers',
    { timeout: 240_000 },
    async ({ onTestFinished: onEnd }) => {
      const { relay, network } = await openFarRelay(onEnd)
      const { ada, id } = await openPair(relay)
      await several(() => list(ada))
      expect(await readiness(relay)).toBe(200)

      network.blackHole()
      const lists = several(() => timed(() => list(ada)))
      const sending = timed(() =>
        ada.browser.call('POST', `/api/conversations/${id}/messages`, {
          body: { client_id: randomUUID(), body: 'into the dark' },
        }),
      )
      await eventually(
        'it is not ready',
        async () => {
          const { result, seconds } = await timed(() => readiness(relay))
          expect(seconds).toBeLessThan(READINESS_SECONDS)
          return result === 503
        },
        RECOVERY_SECONDS * 1000,
        PAUSE_MILLISECONDS,
      )
      for (const { result, seconds } of [...(await lists), await sending]) {
        expect(result).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } })
        expect(seconds).toBeLessThan(ANSWER_SECONDS)
      }
      const later = await timed(() => list(ada))
      expect(later.result.status).toBe(503)
      expect(later.seconds).toBeLessThan(ANSWER_SECONDS)

      network.up()
      await eventually(
        'it is ready',
        async () => (await readiness(relay)) === 200,
        RECOVERY_SECONDS * 1000,
        PAUSE_MILLISECONDS,
      )
      const { result, seconds } = await timed(() => several(() => list(ada)))
      expect(result.map(({ status }) => status)).toEqual(result.map(() => 200))
      expect(seconds).toBeLessThan(2)
    },
  )

  test(
    'one dead connection makes the relay drop all that died with it, also the one that listens',
    { timeout: 240_000 },
    async ({ onTestFinished: onEnd }) => {
      const { relay, network } = await openFarRelay(onEnd)
      const { ada } = await openPair(relay)
      await several(() => list(ada))
      const { socket } = await ada.browser.connect()
      const listeners = async () => {
        const rows = await relay.sql<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and state = 'idle'
        and application_name = 'parley-relay'
        and (query in ('select 1', 'listen "parley_session_ended"') or query like '%pg_notify%')`
        return rows.map(({ pid }) => pid)
      }
      const before = await listeners()

      network.blackHole()
      network.up()
      await eventually(
        'every request is served',
        async () => (await several(() => list(ada))).every(({ status }) => status === 200),
        RECOVERY_SECONDS * 1000,
        PAUSE_MILLISECONDS,
      )
      await eventually(
        'a connection listens again',
        async () => (await listeners()).some((pid) => !before.includes(pid)),
        RECOVERY_SECONDS * 1000,
        PAUSE_MILLISECONDS,
      )
      const ended = new Promise((resolve) => socket.once('session:ended', resolve))
      expect(socket.connected).toBe(true)
      await relay.sql`update user_sessions set revoked_at = now() where user_id = ${ada.id}`
      await ended
    },
  )

  test(
    'messages on the way when the network swallows them are stored once each',
    { timeout: 300_000 },
    async ({ onTestFinished: onEnd }) => {
      const { relay, network: databaseNetwork } = await openFarRelay(onEnd)
      const network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
      onEnd(() => network.close())
      const talk = await openTalk(relay, network, 60)
      onEnd(() => talk.close())
      await talk.write()
      const stored = () => storedMessages(relay.sql, talk.id)
      for (const count of [20, 70]) {
        await eventually(
          `${count} are stored`,
          async () => (await stored()).length >= count,
          30_000,
        )
        databaseNetwork.blackHole()
        databaseNetwork.up()
      }
      expect(await talk.expectWhole()).toHaveLength(120)
    },
  )

  test.skipIf(!hasRedis)(
    'a Redis that swallows commands delays nobody',
    async ({ onTestFinished: onEnd }) => {
      const redis = await TestRedis.open()
      onEnd(() => redis.close())
      const address = new URL(redis.url)
      const network = await FaultyNetwork.open(Number(address.port), 1)
      onEnd(() => network.close())
      address.port = String(network.port)
      const relay = await openTestRelay({ REDIS_URL: address.href })
      onEnd(() => relay.close())
      const ada = await relay.person()
      const counted = async () => String(await redis.ask('DBSIZE')) !== '0'
      expect(await counted()).toBe(true)

      network.blackHole()
      for (const { seconds, result } of await several(() => timed(() => list(ada)))) {
        expect(result.status).toBe(200)
        expect(seconds).toBeLessThan(READINESS_SECONDS)
      }
      const probe = await timed(() => readiness(relay))
      expect(probe.result).toBe(200)
      expect(probe.seconds).toBeLessThan(READINESS_SECONDS)

      network.up()
      await redis.ask('FLUSHALL')
      await eventually('it counts there again', async () => {
        await list(ada)
        return counted()
      })
    },
  )
})
