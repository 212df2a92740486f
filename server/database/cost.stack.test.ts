import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { newMessage } from '../../testing/new-message.ts'
import { PlanObserver } from '../../testing/plans.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import { changesOf } from '../conversations/changes.ts'
import { startDirect } from '../conversations/direct.ts'
import { listConversations } from '../conversations/list.ts'
import { moveReceipts } from '../conversations/receipts.ts'
import {
  conversationOf,
  highWaterMarks,
  membershipsOf,
  requireMembership,
} from '../conversations/memberships.ts'
import { syncFor } from '../conversations/sync.ts'
import { editMessage } from '../messages/edit.ts'
import { historyOf } from '../messages/history.ts'
import { addReaction } from '../messages/reactions.ts'
import { lastSeenFor, noteLastSeen } from '../people/last-seen.ts'
import { renamedPeople } from '../people/renamed.ts'
import { searchPeople } from '../people/search.ts'
import { indexMessages } from '../search/index-messages.ts'
import { searchMessages } from '../search/search.ts'
import type { Database } from './client.ts'
import { writeMessages } from '../messages/store/write-messages.ts'

/**
 * The cost of each request in database pages, in an installation with a history: 100,000 messages in one conversation,
 * and 2,000 people in 20,000 conversations. The number of pages is the same in each run; the time is not.
 */
const LONG = 100_000
const SHORT = 200
const FIRST = 10

let database: TestDatabase
let observer: PlanObserver
let ada: string
let ben: string
let cleo: string
/** Two conversations of the same person. They differ only in the length of their history. */
let long: string
let short: string

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  ;[ada, ben, cleo] = (await insertPeople(admin, 3)) as [string, string, string]
  long = await insertDirect(admin, ada, ben)
  short = await insertDirect(admin, ada, cleo)
  // On a slow machine it would count the few messages before the plans are made.
  await admin`alter table messages set (autovacuum_enabled = false)`
  await writeHistory(admin, long, FIRST)
  await planEarly(database.directUrl)
  await admin`delete from messages`
  await fill(admin)
  await admin.end()
  observer = new PlanObserver(database.directUrl)
}, 120_000)
afterAll(async () => {
  await observer.sql.end()
  await database.drop()
})

/** The plans that a relay makes and keeps when it starts on a nearly empty installation. */
const early = new Map<string, string[]>()
async function planEarly(url: string): Promise<void> {
  const fresh = new PlanObserver(url)
  for (const [name, request] of Object.entries({ ...requests, ...personal })) {
    const { scanned } = await fresh.costOf((sql) => request(sql, long))
    early.set(name, scanned)
  }
  await fresh.sql.end()
}

async function writeHistory(admin: postgres.Sql, id: string, count: number): Promise<void> {
  await admin`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${id}, n, n, case when n % 2 = 0 then ${ada}::uuid end, gen_random_uuid(),
      case when n = 5 then 'serendipity' else 'message ' || n end
    from generate_series(1, ${count}::int) n`
  await admin`update conversations set last_seq = ${count}, last_ver = ${count} where id = ${id}`
}

async function fill(admin: postgres.Sql): Promise<void> {
  await writeHistory(admin, long, LONG)
  await writeHistory(admin, short, SHORT)
  const crowd = await insertPeople(admin, 2_000)
  await admin`
    with pairs as (
      insert into conversations (kind, direct_key)
      select 'DIRECT', a || ':' || b
      from unnest(${crowd}::uuid[]) with ordinality as one (a, i)
      join lateral (
        select (${crowd}::uuid[])[1 + (i + k * 7) % 2000] as b from generate_series(1, 10) k
      ) two on true
      returning id, direct_key
    )
    insert into conversation_participants (conversation_id, user_id)
    select id, split_part(direct_key, ':', side)::uuid from pairs, generate_series(1, 2) side`
  await admin`
    insert into conversation_participants (conversation_id, user_id)
    select id, ${ada} from conversations where id not in (${long}, ${short}) limit 60`
  await indexMessages(admin, { batch: 10_000 })
  await admin`analyze`
}

const draft = (conversationId: string) => newMessage(conversationId, ada, { body: 'x' })
const idAt = async (sql: Database, id: string, seq: number) => {
  const [row] = await sql<{ id: string }[]>`
    select id from messages where conversation_id = ${id} and seq = ${seq}`
  return row!.id
}
const end = (id: string) => (id === long ? LONG : SHORT)

/** Every database request of the relay, for a conversation with a history of some length. */
const requests: Record<string, (sql: Database, id: string) => Promise<unknown>> = {
  'the newest page': (sql, id) => historyOf(sql, ada, id, { limit: 50 }),
  'an earlier page': (sql, id) => historyOf(sql, ada, id, { limit: 50, before_seq: 120 }),
  'a page around a place': (sql, id) => historyOf(sql, ada, id, { limit: 50, around_seq: 100 }),
  'a page of a thread': async (sql, id) =>
    historyOf(sql, ada, id, { limit: 50, thread_root: await idAt(sql, id, 1) }),
  'a later page': (sql, id) => historyOf(sql, ada, id, { limit: 50, after_seq: 60 }),
  'one conversation': (sql, id) => conversationOf(sql, ada, id),
  changes: (sql, id) => changesOf(sql, ada, id, { after_ver: end(id) - 100, limit: 200 }),
  'changes after a lost cursor': (sql, id) =>
    changesOf(sql, ada, id, { after_ver: end(id) + 1, limit: 200 }),
  sync: (sql, id) =>
    syncFor(sql, ada, {
      epoch: 'another',
      cursors: { [id]: end(id) - 100 },
      receipts: { [id]: 0 },
    }),
  'a message': (sql, id) => writeMessages(sql, [draft(id)]),
  'fifty messages': (sql, id) =>
    writeMessages(
      sql,
      Array.from({ length: 50 }, () => draft(id)),
    ),
  'an answer in a thread': async (sql, id) =>
    writeMessages(sql, [{ ...draft(id), thread_root: await idAt(sql, id, 2) }]),
  'a message that mentions': (sql, id) => writeMessages(sql, [{ ...draft(id), body: '@ada' }]),
  'an edit': async (sql, id) => editMessage(sql, ada, await idAt(sql, id, 4), randomUUID()),
  'a reaction': async (sql, id) => addReaction(sql, ada, await idAt(sql, id, 6), '👍'),
  'a message read': (sql, id) => moveReceipts(sql, ada, id, 'read', end(id) - 10),
  'a message delivered': (sql, id) => moveReceipts(sql, ada, id, 'delivered', end(id) - 5),
  'opening a view': (sql, id) => requireMembership(sql, ada, id),
}

/** The requests that concern a person. */
const personal: Record<string, (sql: Database) => Promise<unknown>> = {
  'the list': (sql) => listConversations(sql, ada, { filter: 'all' }),
  'the list of unread ones': (sql) => listConversations(sql, ada, { filter: 'unread' }),
  'the list by name': (sql) => listConversations(sql, ada, { filter: 'all', q: 'someone' }),
  'a search for a rare word': (sql) => searchMessages(sql, ada, { q: 'serendipity' }),
  'a search in a conversation': (sql) => searchMessages(sql, ada, { q: 'serendip', in: long }),
  'a search for a word of every message': (sql) => searchMessages(sql, ada, { q: 'message' }),
  'a search for messages of one person': (sql) => searchMessages(sql, ada, { q: '777', from: ben }),
  'renamed people': (sql) => renamedPeople(sql, ada, '2000-01-01T00:00:00Z'),
  'rooms to join': (sql) => membershipsOf(sql, ada),
  'high-water marks': (sql) => sql`select ${highWaterMarks(sql, sql`${ada}`)}`,
  'the first sync': (sql) => syncFor(sql, ada, { epoch: null, cursors: {} }),
  'finding a conversation': (sql) =>
    startDirect(sql, ada, { kind: 'DIRECT', participant_ids: [ben] }),
  'presence of two people': (sql) => lastSeenFor(sql, ada, [ben, cleo]),
  'storing when a person was last seen': (sql) => noteLastSeen(sql, [ada]),
}

const large = new Set(['messages', 'conversation_participants', 'conversations'])
const largeOnes = (scanned: string[]) => scanned.filter((table) => large.has(table))

describe('no large table is read completely for', () => {
  test.each(Object.entries(requests))('%s', async (_, request) => {
    const { scanned } = await observer.costOf((sql) => request(sql, long))
    expect(largeOnes(scanned)).toEqual([])
  })

  test.each(Object.entries(personal))('%s', async (_, request) => {
    const { scanned } = await observer.costOf(request)
    expect(largeOnes(scanned)).toEqual([])
  })

  test.each(['so', 'some one', 'ab'])('people called "%s"', async (q) => {
    const { scanned } = await observer.costOf((sql) => searchPeople(sql, ada, q))
    expect(largeOnes(scanned)).toEqual([])
  })
})

describe('a plan that was made on an empty table does not read all messages for', () => {
  test.each(Object.keys({ ...requests, ...personal }))('%s', (name) => {
    expect(early.get(name)).not.toContain('messages')
  })
})

describe('a history five hundred times as long costs no more for', () => {
  test.each(Object.entries(requests))('%s', async (_, request) => {
    const [few, many] = [
      await observer.costOf((sql) => request(sql, short)),
      await observer.costOf((sql) => request(sql, long)),
    ]
    // The index over more messages is one or two levels deeper. Nothing else costs more.
    expect(many.blocks).toBeLessThanOrEqual(few.blocks * 1.5 + 20)
  })
})

describe('one statement answers, with the names of participants, for', () => {
  const pages = ['the newest page', 'a page around a place', 'changes'] as const
  test.each(pages)('%s', async (name) => {
    expect(await observer.countOf((sql) => requests[name]!(sql, long))).toBe(1)
  })

  test('sync, after a small one that finds out whether there is anything new', async () => {
    expect(await observer.countOf((sql) => requests.sync!(sql, long))).toBe(2)
  })

  test('the list', async () => {
    expect(await observer.countOf((sql) => personal['the list']!(sql))).toBe(1)
  })
})

/** The functions of `private` that a call runs. PostgreSQL counts them for the transaction in which they run. */
async function functionsOf(request: (sql: Database) => Promise<unknown>): Promise<string[]> {
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    return await admin.begin(async (tx) => {
      await tx`set local track_functions = 'all'`
      await request(tx as unknown as Database)
      const rows = await tx<{ name: string }[]>`
        select funcname as name from pg_stat_xact_user_functions where schemaname = 'private'`
      return rows.map(({ name }) => name)
    })
  } finally {
    await admin.end()
  }
}

describe('messages without an end, a thread or a post call no function of the database for', () => {
  const reads = ['the newest page', 'a page around a place', 'one conversation'] as const
  test.each(reads)('%s', async (name) => {
    expect(await functionsOf((sql) => requests[name]!(sql, short))).toEqual([])
  })
})

test('the plan of a read has the JSON of a message once', async () => {
  // Whether there are any, and the list of them. For one conversation, a function has the list.
  const reads = [
    [2, (sql: Database) => historyOf(sql, ada, long, { limit: 50 })],
    [1, (sql: Database) => conversationOf(sql, ada, long)],
  ] as const
  for (const [times, read] of reads) {
    const tables = await observer.tablesOf(read)
    expect(tables.filter((name) => name === 'message_reactions')).toHaveLength(times)
    expect(tables.filter((name) => name === 'accounts')).toHaveLength(1)
  }
})
