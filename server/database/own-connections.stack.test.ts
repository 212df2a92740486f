import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openPair, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
})
afterAll(() => relay.close())

test('messages are stored while everything else waits for the database', async () => {
  const { ada, ben, id } = pair
  const { socket } = await ada.browser.connect()
  // Its answer comes after the second look at the session, which uses one of the other connections.
  await ask(socket, 'presence:watch', { user_ids: [] })
  const waiting = await relay.sql.begin(async (sql) => {
    await sql`lock table user_sessions in access exclusive mode`
    let ended = 0
    const lists = Promise.all(
      Array.from({ length: 30 }, async () => {
        const answer = await ben.browser.call('GET', '/api/conversations')
        ended += 1
        return answer
      }),
    )
    await eventually('all connections are in use, except those for messages', async () => {
      const [row] = await relay.sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      return (row?.count ?? 0) >= 3
    })
    for (let n = 1; n <= 5; n++) {
      const message = { conversation_id: id, client_id: randomUUID(), body: `message ${n}` }
      expect(await ask(socket, 'message:send', message)).toMatchObject({ ok: true, seq: n })
    }
    expect(ended).toBe(0)
    return { lists }
  })
  expect((await waiting.lists).map(({ status }) => status)).toEqual(Array(30).fill(200))
})

test('a setting limits the number of connections', async () => {
  // One person has at most four queries at work, so several people ask.
  const people = await Promise.all(Array.from({ length: 4 }, () => relay.person()))
  const lists = people.flatMap(({ browser }) =>
    Array.from({ length: 15 }, () => browser.call('GET', '/api/conversations')),
  )
  await Promise.all(lists)
  const [row] = await relay.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'parley-relay'`
  expect(row?.count).toBeGreaterThan(1)
  expect(row?.count).toBeLessThanOrEqual(7)
})
