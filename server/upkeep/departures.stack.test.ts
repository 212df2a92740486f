import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openGroup, post, view } from '../../testing/conversations.ts'
import { changeGroup } from '../../testing/groups.ts'
import { asRole } from '../../testing/database.ts'
import { claimsOf, readAs } from '../../testing/database-rules/data-api-world.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { openDatabase, type Database } from '../database/client.ts'
import { silent } from '../../testing/silence.ts'
import { continueDepartures } from './departures.ts'

/** An account that wrote more than its deletion works off, and what the others see of it until the relay did the rest. */
let relay: TestRelay
let runs: (() => Promise<void>)[]
let sql: Database
let ada: TestPerson
let ben: TestPerson
let group: string
const MESSAGES = 1_000

beforeAll(async () => {
  runs = []
  const repeat = (_milliseconds: number, run: () => Promise<void>) => {
    runs.push(run)
    return () => undefined
  }
  relay = await openTestRelay({}, undefined, { repeat })
  sql = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 2 })
})
afterAll(async () => {
  await sql.end()
  await relay.close()
})

beforeEach(async () => {
  ;[ada, ben] = await Promise.all([relay.person('Ada Departs'), relay.person('Ben')])
  group = (await openGroup([ada, ben])).id
  await post(ben, group, 'words of ben')
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select c.id, c.last_seq + n, c.last_ver + n, ${ada.id}, gen_random_uuid(), 'words of ada'
    from conversations c, generate_series(1, ${MESSAGES}::int) n where c.id = ${group}`
  await relay.sql`
    update conversations set last_seq = last_seq + ${MESSAGES}, last_ver = last_ver + ${MESSAGES}
    where id = ${group}`
  await relay.sql`
    insert into message_reactions (message_id, user_id, emoji, conversation_id)
    select id, ${ada.id}, '👍', conversation_id from messages where conversation_id = ${group}`
})

/** As Supabase Auth does it: by its own role, which gives a request ten seconds. */
async function deleteAccount({ id }: TestPerson, limit = '10s'): Promise<void> {
  const auth = postgres(asRole(relay.directUrl, 'supabase_auth_admin'), { max: 1 })
  try {
    await auth.begin(async (tx) => {
      await tx`select set_config('statement_timeout', ${limit}, true)`
      await tx`delete from auth.users where id = ${id}`
    })
  } finally {
    await auth.end()
  }
}

const leftOf = async ({ id }: TestPerson) => {
  const [row] = await relay.sql<{ messages: number; reactions: number }[]>`
    select (select count(*)::int from messages where sender_id = ${id}) as messages,
      (select count(*)::int from message_reactions where user_id = ${id}) as reactions`
  return row!
}
const numbersOf = async (id: string) => {
  const [row] = await relay.sql`
    select c.last_seq = max(m.seq) and c.last_ver = max(m.ver) as "areLast",
      count(*) = count(distinct m.ver) as "areDistinct", count(*)::int = c.last_seq as "areDense"
    from conversations c join messages m on m.conversation_id = c.id where c.id = ${id} group by c.id`
  return row
}
const inOrder = { areLast: true, areDistinct: true, areDense: true }

test('a deleted account is nobody at once, although most of what it wrote still waits', async () => {
  await post(ada, group, 'a last word of ada')
  const { socket } = await ada.browser.connect()
  const closed = new Promise((resolve) => socket.once('disconnect', resolve))
  await deleteAccount(ada)
  await closed
  const left = await leftOf(ada)
  expect(left.messages).toBeGreaterThan(MESSAGES / 2)
  expect(left.reactions).toBeGreaterThan(MESSAGES / 2)

  const call = (path: string) => ben.browser.call('GET', path)
  const seen = await view(ben, group)
  const { body: history } = await call(`/api/conversations/${group}/messages`)
  const { body: people } = await call(`/api/conversations/${group}/participants`)
  // The relay indexes new messages every 300 ms, after their commits.
  const search = async () => (await call(`/api/search?q=words&in=${group}`)).body
  await eventually(
    'the search knows the words',
    async () => (await search()).items.length > 10,
    25_000,
    250,
  )
  const found = await search()
  const { body: byThem } = await call(`/api/search?q=words&in=${group}&from=${ada.id}`)
  const { body: named } = await call('/api/people/search?q=Ada%20Departs')
  expect(history.items.length).toBeGreaterThan(10)
  expect(byThem.items).toEqual([])
  const answers = JSON.stringify([seen, history, people, found, named])
  expect(answers).not.toContain(ada.id)
  expect(answers).not.toContain('Ada Departs')
  expect((await ada.browser.call('GET', '/api/auth/session')).status).toBe(401)
  expect((await ben.browser.call('GET', `/api/people/${ada.id}`)).status).toBe(404)
  expect((await changeGroup(ben, group, { title: 'Ours' })).status).toBe(200)

  const session = await relay.sql<{ id: string }[]>`
    select supabase_session_id as id from user_sessions where user_id = ${ben.id}`
  const claims = { ...claimsOf(ben.id), session_id: session[0]!.id }
  for (const query of [
    `select id from public.messages where sender_id = '${ada.id}'`,
    `select user_id as id from public.conversation_participants where user_id = '${ada.id}'`,
    `select user_id as id from public.message_reactions where user_id = '${ada.id}'`,
    `select id from public.profiles where id = '${ada.id}'`,
  ]) {
    expect(await readAs(relay.sql, claims, query)).toEqual([])
  }

  for (const run of runs) await run()
  expect(await leftOf(ada)).toEqual({ messages: 0, reactions: 0 })
  expect(await relay.sql`select from private.accounts where id = ${ada.id}`).toHaveLength(0)
  expect(await numbersOf(group)).toEqual(inOrder)
  const shown = await readAs(relay.sql, claims, 'select id from public.messages')
  expect(shown.length).toBeGreaterThan(MESSAGES)
})

test('the deletion waits for nobody who has locked a conversation', async () => {
  const other = await relay.sql.reserve()
  await other`begin`
  await other`select from conversations where id = ${group} for update`
  await deleteAccount(ada, '2s')
  expect(await continueDepartures(sql)).toBe(0)
  await other`rollback`
  other.release()
  expect(await continueDepartures(sql)).toBe(1)
  expect(await numbersOf(group)).toEqual(inOrder)
})

test('a relay that is killed in a batch loses this batch and nothing else', async () => {
  await deleteAccount(ada)
  const before = (await leftOf(ada)).messages
  const killed = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 1 })
  const other = await relay.sql.reserve()
  // A later batch meets locked rows and waits. Its connection is ended there.
  await other`begin`
  await other`
    select from messages where id in (
      select id from messages where sender_id = ${ada.id} order by seq desc limit ${before - 200}
    ) for update`
  const dying = continueDepartures(killed, { batch: 100 }).catch((error: unknown) => error)
  await eventually('a batch waits', async () => {
    const ended = await relay.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where wait_event_type = 'Lock' and query like '%continue_departure%' and pid <> pg_backend_pid()`
    return ended.length > 0
  })
  expect(await dying).toBeInstanceOf(Error)
  await other`rollback`
  other.release()
  await killed.end({ timeout: 1 })
  const { messages } = await leftOf(ada)
  expect(messages).toBeGreaterThan(0)
  expect(await numbersOf(group)).toEqual(inOrder)

  expect(await continueDepartures(sql, { batch: 700 })).toBe(1)
  expect(await leftOf(ada)).toEqual({ messages: 0, reactions: 0 })
  expect(await numbersOf(group)).toEqual(inOrder)
  expect((await view(ben, group)).participant_count).toBe(1)
})

test('two relays never work at once', async () => {
  await deleteAccount(ada)
  const before = await leftOf(ada)
  const other = await relay.sql.reserve()
  await other`begin`
  await other`select pg_advisory_xact_lock(hashtextextended('parley upkeep', 0))`
  expect(await continueDepartures(sql)).toBe(0)
  expect(await leftOf(ada)).toEqual(before)
  await other`commit`
  other.release()
  expect(await continueDepartures(sql)).toBe(1)
})
