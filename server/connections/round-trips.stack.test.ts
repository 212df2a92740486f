import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openPair, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'

/** How often a request is made, so that it can be told from what the relay asks by itself now and then. */
const TIMES = 12

let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_PERSON_REQUESTS: '100000' })
  pair = await openPair(relay)
  await relay.sql`create extension if not exists pg_stat_statements`
})
afterAll(() => relay.close())

/** The statements of the relay for one request, without those that begin and end a transaction. */
async function statementsOf(request: (time: number) => Promise<unknown>): Promise<number> {
  await relay.sql`select pg_stat_statements_reset()`
  for (let time = 0; time < TIMES; time++) await request(time)
  const [row] = await relay.sql<{ calls: number }[]>`
    select coalesce(sum(calls), 0)::int as calls
    from pg_stat_statements join pg_database on pg_database.oid = dbid
    where datname = current_database() and userid = 'postgres'::regrole and calls >= ${TIMES}
      and toplevel and query !~* '^(begin|commit)'`
  return row!.calls / TIMES
}

test('handshake, rooms and first sync need two statements together', async () => {
  const { ada, id } = pair
  const connect = async () => {
    const { socket, hello } = await ada.browser.connect()
    const first = { epoch: hello.epoch, cursors: { [id]: hello.marks[id]! } }
    expect(await ask(socket, 'sync', first)).toMatchObject({ ok: true, items: [] })
    socket.disconnect()
  }
  await connect()
  expect(await statementsOf(connect)).toBe(2)
})

test('a new sign-in is bridged in four statements of one transaction', async () => {
  const signIns = await Promise.all(
    Array.from({ length: TIMES }, () => relay.auth.signUp(undefined, { display_name: 'Someone' })),
  )
  const bridge = async (time: number) => {
    const { status } = await relay.browser().bridge(signIns[time]!.access_token)
    expect(status).toBe(201)
  }
  // The Auth server of the tests signs in as another role, so its statements do not count.
  expect(await statementsOf(bridge)).toBe(4)
})
