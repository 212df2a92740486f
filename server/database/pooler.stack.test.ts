import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openPair } from '../../testing/conversations.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { TestPgBouncer } from '../../testing/pgbouncer.ts'
import { openTestRelay } from '../../testing/relay.ts'
import { hasProgram } from '../../testing/required.ts'
import { silent } from '../../testing/silence.ts'
import { ConfigError, readConfig } from '../config.ts'
import { serve } from '../main.ts'
import { openDatabase } from './client.ts'
import { isTransactionPooler } from './session-pooler.ts'

/** The pool size of a small plan at Supabase. */
const SMALL_POOL = 15

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.drop())

test('limits apply to a connection although its startup packet does not name them', async () => {
  const sql = openDatabase(database.url, silent)
  const [row] = await sql`
    select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`
  expect(row).toEqual({ statement: '10s', idle: '15s' })
  await sql.end()
})

test('a direct connection is no transaction pooler', async () => {
  expect(await isTransactionPooler(database.url)).toBe(false)
})

const hasPgBouncer = hasProgram('pgbouncer', 'a relay works through a pooler')

describe.skipIf(!hasPgBouncer)('through PgBouncer', () => {
  const open = async (mode: 'session' | 'transaction', poolSize = SMALL_POOL) => {
    const bouncer = await TestPgBouncer.open(database.directUrl, { mode, poolSize })
    // It is closed after a test that failed half-way, too.
    onTestFinished(() => bouncer.close())
    return bouncer
  }

  test('a session pool of a small plan has room for two relays, as during a replacement', async () => {
    const bouncer = await open('session')
    const distant = { ...database, drop: () => bouncer.close() }
    const relay = await openTestRelay({ DATABASE_URL: bouncer.url }, Promise.resolve(distant))
    expect(await isTransactionPooler(bouncer.url)).toBe(false)
    const { ada, ben, id } = await openPair(relay)
    const config = readConfig({ ...relay.env, PORT: '0' })
    const second = await serve(config)
    const { socket } = await ben.browser.connect()
    const heard = new Promise((resolve) => socket.once('message:new', resolve))
    const sender = await ada.browser.connect()
    const sent = await ask(sender.socket, 'message:send', {
      conversation_id: id,
      client_id: randomUUID(),
      body: 'through a pooler',
    })
    expect(sent).toMatchObject({ ok: true, seq: 1 })
    await heard

    const lists = await Promise.all(
      Array.from({ length: 40 }, () => ada.browser.call('GET', '/api/conversations')),
    )
    expect(lists.map(({ status }) => status)).toEqual(lists.map(() => 200))
    const ready = await Promise.all(
      [relay.url, second.url].map(async (url) => (await fetch(`${url}/readyz`)).status),
    )
    expect(ready).toEqual([200, 200])
    const connections = async () => {
      const [row] = await relay.sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name = 'parley-relay'`
      return row?.count ?? 0
    }
    expect(await connections()).toBeLessThanOrEqual(SMALL_POOL - 1)

    const ended = new Promise((resolve) => socket.once('session:ended', resolve))
    await relay.sql`update user_sessions set revoked_at = now() where user_id = ${ben.id}`
    await ended
    await second.close()
    await relay.close()
  })

  test('a relay recognises a transaction pool and refuses to start on it', async () => {
    const bouncer = await open('transaction')
    expect(await isTransactionPooler(bouncer.url)).toBe(true)
    const config = readConfig({
      DATABASE_URL: bouncer.url,
      SUPABASE_URL: 'http://127.0.0.1:1',
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_0123456789',
      PARLEY_COOKIE_SECRET: 'x'.repeat(32),
      PORT: '0',
      LOG_LEVEL: 'silent',
    })
    const refused = await serve(config).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ConfigError)
    expect((refused as Error).message).toContain('DATABASE_URL leads to a transaction pooler')
  })

  test('a relay recognises a transaction pool that is in use', async () => {
    const bouncer = await open('transaction')
    const busy = openDatabase(bouncer.url, silent, { connections: 3 })
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const holding = Promise.all(
      [1, 2].map(() => busy.begin((sql) => sql`select 1`.then(() => released))),
    )
    const answer = isTransactionPooler(bouncer.url)
    expect(await answer).toBe(true)
    release()
    await holding
    await busy.end()
  })
})
