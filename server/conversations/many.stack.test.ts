import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { eventually } from '../../testing/eventually.ts'
import { PlanObserver } from '../../testing/plans.ts'
import { insertPeople } from '../../testing/rows.ts'
import { block, listBlocks, unblock } from '../blocks/blocks.ts'
import type { Database } from '../database/client.ts'
import { lateJoiners } from '../messages/late-joiners.ts'
import { keptApart } from '../people/kept-apart.ts'
import { conversationOf, highWaterMarks, membershipsOf } from './memberships.ts'
import { listConversations } from './list.ts'
import { changeOwnSettings } from './own-settings.ts'
import { syncFor } from './sync.ts'

/**
 * What a person in 5,000 conversations costs, among 400,000 conversations of other people. No request may read a whole
 * table.
 */
const THEIRS = 5_000
const FURTHER = 400_000

let database: TestDatabase
let observer: PlanObserver
let ada: string
let ben: string
let cleo: string
let group: string

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  const people = await insertPeople(admin, 500)
  ;[ada, ben, cleo] = people as [string, string, string]
  await admin`
    insert into conversations (kind, title, last_seq, last_ver, active_at)
    select 'GROUP', 'Group ' || n, 6, 6, now() - n * interval '1 second'
    from generate_series(1, ${FURTHER + THEIRS}::int) n`
  await admin`
    insert into conversation_participants (conversation_id, user_id, role)
    select c.id, person.id, case when person.place = 1 then 'owner' else 'member' end
    from (select id, row_number() over (order by active_at desc) as n from conversations) c
    cross join lateral (
      select (${people}::uuid[])[case when c.n <= ${THEIRS} and place = 1 then 1
        else 4 + (c.n * 7 + place * 31) % 490 end] as id, place
      from generate_series(1, 3) place
    ) person
    where c.n <= ${4 * THEIRS}
    on conflict do nothing`
  await admin`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body, mentions)
    select c.id, seq, seq, ${ben}, gen_random_uuid(), 'message',
      case when seq = 3 then array[${ada}::uuid] else '{}' end
    from conversations c, generate_series(1, 6) seq
    where c.active_at > now() - ${2 * THEIRS} * interval '1 second'`
  await admin`
    insert into blocks (blocker_id, blocked_id)
    select a, b from unnest(${people.slice(0, 100)}::uuid[]) a, unnest(${people}::uuid[]) b
    where a <> b and (a <> ${ada} or b <> ${ben}) and b not in (${ada}, ${ben}, ${cleo})`
  const [newest] = await admin<{ id: string }[]>`
    select conversation_id as id from conversation_participants where user_id = ${ada} limit 1`
  group = newest!.id
  // Hosted projects use SSDs, where random reads are cheap.
  await admin.unsafe(`alter database ${database.name} set random_page_cost = 1.1`)
  await admin`vacuum analyze`
  // Where autovacuum looks at a table at that moment, its rows count as visible only later, and each is read twice.
  await eventually('all rows to count as visible', async () => {
    await admin`vacuum blocks, conversations, conversation_participants, messages`
    const hidden = await admin`
      select relname from pg_class
      where oid = any('{blocks,conversations,conversation_participants,messages}'::regclass[])
        and relallvisible < relpages`
    return hidden.length === 0
  })
  await admin.end()
  observer = new PlanObserver(database.directUrl)
}, 120_000)
afterAll(async () => {
  await observer.sql.end()
  await database.drop()
})

const requests: Record<string, (sql: Database) => Promise<unknown>> = {
  'the list': (sql) => listConversations(sql, ada, { filter: 'all' }),
  'the list of unread ones': (sql) => listConversations(sql, ada, { filter: 'unread' }),
  'the list of groups': (sql) => listConversations(sql, ada, { filter: 'group' }),
  'the list by name': (sql) => listConversations(sql, ada, { filter: 'all', q: 'group 49' }),
  'the first sync': (sql) => syncFor(sql, ada, { epoch: null, cursors: {} }),
  'rooms to join': (sql) => membershipsOf(sql, ada),
  'high-water marks': (sql) => sql`select ${highWaterMarks(sql, sql`${ada}`)}`,
  'one conversation': (sql) => conversationOf(sql, ada, group),
  'own settings': (sql) => changeOwnSettings(sql, ada, group, { unread_from: 2, draft: 'x' }),
  'late joiners': (sql) => lateJoiners(sql, group, 3),
  'a block': async (sql) => {
    await block(sql, ada, ben)
    await unblock(sql, ada, ben)
  },
  'the list of blocked people': (sql) => listBlocks(sql, ada),
  'people whom a block keeps apart': (sql) => keptApart(sql, ada),
}
const large = new Set(['messages', 'conversation_participants', 'conversations', 'blocks'])

describe('no large table is read completely for', () => {
  test.each(Object.entries(requests))('%s', async (_, request) => {
    const { scanned } = await observer.costOf(request)
    expect(scanned.filter((table) => large.has(table))).toEqual([])
  })
})

test('one conversation costs the same for a person in 5,000 conversations and for a person in few', async () => {
  const { blocks } = await observer.costOf((sql) => conversationOf(sql, ada, group))
  expect(blocks).toBeLessThan(200)
})

test('the list looks up all conversations of a person at once, and a filter ends when the page is full', async () => {
  const { blocks } = await observer.costOf(requests['the list']!)
  expect(blocks).toBeLessThan(3.5 * THEIRS)
  const unread = await observer.costOf(requests['the list of unread ones']!)
  expect(unread.blocks).toBeLessThan(2 * blocks)
})

test('the list is planned a few times and not for each request', async () => {
  const sql = postgres(database.directUrl, { max: 1 })
  for (let n = 0; n < 10; n++) await listConversations(sql, ada, { filter: 'all' })
  const [plans] = await sql`
    select custom_plans::int as own, generic_plans::int as kept from pg_prepared_statements
    where statement like '%page as materialized%' and statement not like '%pg_prepared_statements%'`
  expect(plans).toEqual({ own: 5, kept: 5 })
  await sql.end()
})
