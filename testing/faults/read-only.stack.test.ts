import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../browser.ts'
import { openPair, type TestPair } from '../conversations.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { openTestRelay, type TestRelay } from '../relay.ts'
import { FaultyNetwork } from './network.ts'
import { openPage, type TestPage } from './page.ts'

let database: TestDatabase
let relay: TestRelay
let pair: TestPair
let network: FaultyNetwork
let page: TestPage
beforeAll(async () => {
  database = await openTestDatabase()
  relay = await openTestRelay({}, Promise.resolve(database))
  network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
  pair = await openPair(relay)
  page = await openPage(pair.ada, network)
  page.messenger.timeline.open(pair.id)
  await eventually('it is there', () => page.timeline(pair.id)?.status === 'ready')
  await page.messenger.outbox.send(pair.id, 'before')
  await eventually('it is stored', () => page.shown(pair.id).length === 1)
})
afterAll(async () => {
  await page.close()
  await network.close()
  await relay.close()
})

/** New sessions are read-only, as with a full disk. Present sessions end, as after a restart. */
async function turn(isReadOnly: boolean): Promise<void> {
  await relay.sql.unsafe(
    `alter database ${database.name} set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`,
  )
}

const endConnections = () => relay.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'parley-relay'`

test('a database that accepts no writes can be read, and writes wait', async () => {
  const { ada, ben, id } = pair
  await turn(true)
  await endConnections()
  const send = () =>
    ben.browser.call('POST', `/api/conversations/${id}/messages`, {
      body: { client_id: randomUUID(), body: 'now?' },
    })
  await eventually('writing is refused for now', async () => {
    const { status, body } = await send()
    return status === 503 && body.error.code === 'unavailable'
  })
  // That refusal may be one of a connection that just ended. The relay opens others.
  await eventually('there are connections again', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ada.browser.call('GET', '/api/conversations')),
    )
    return answers.every(({ status }) => status === 200)
  })

  for (const path of [
    '/api/auth/session',
    '/api/auth/sessions',
    '/api/conversations',
    `/api/conversations/${id}`,
    `/api/conversations/${id}/messages`,
    `/api/conversations/${id}/changes?after_ver=0`,
    '/api/people?q=be',
    '/api/search?q=before',
  ]) {
    expect([path, (await ada.browser.call('GET', path)).status]).toEqual([path, 200])
  }
  const { socket, hello } = await ben.browser.connect()
  const synced = await ask(socket, 'sync', {
    epoch: hello.epoch,
    cursors: { [id]: 0 },
  })
  expect(synced).toMatchObject({ ok: true })
  const refreshed = await ada.browser.refresh()
  expect([refreshed.status, refreshed.body.error?.code]).toEqual([503, 'unavailable'])

  await page.messenger.outbox.send(id, 'after')
  await eventually('it was tried', () => page.messenger.getState().waiting === 1)
  network.cut()
  await eventually(
    'it is online again',
    () => page.messenger.getState().connection.kind === 'online',
  )
  expect(page.timeline(id)?.pending).toMatchObject([
    { state: { kind: expect.not.stringMatching('failed') } },
  ])

  await turn(false)
  await eventually('it is stored', () => page.shown(id).length === 2, 15_000)
  expect(page.timeline(id)?.pending).toEqual([])
  await eventually('all else is written too', async () => {
    return (await ask(socket, 'message:read', { conversation_id: id, seq: 1 })).ok
  })
  await eventually(
    'the session is renewed',
    async () => (await ada.browser.refresh()).status === 200,
  )
})
