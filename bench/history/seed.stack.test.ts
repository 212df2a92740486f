import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { indexMessages } from '../../server/search/index-messages.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { seed } from './seed.ts'
import { sizeOf } from './size.ts'

let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, {
    max: 1,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
  await seed(database.superuserUrl, sizeOf(3_000))
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

test('its entries of the search are those that the relay makes', async () => {
  await sql`create temporary table seeded as select * from private.search_entries`
  await sql`insert into private.search_queue (message_id) select id from messages`
  await indexMessages(sql)
  const differing = await sql`
    (table seeded except table private.search_entries)
    union all (table private.search_entries except table seeded)`
  expect(differing).toEqual([])
  const [counted] = await sql`
    select (select count(*)::int from seeded) as entries, (select count(*)::int from messages) as messages`
  expect(counted).toMatchObject({ entries: counted!.messages })
})

test('its indexes are ready, and find every message', async () => {
  const off =
    await sql`select indexrelid::regclass from pg_index where not (indisready and indisvalid)`
  expect(off).toEqual([])
  const places = (seqscan: string) =>
    sql.begin(async (tx) => {
      await tx`select set_config('enable_seqscan', ${seqscan}, true), set_config('enable_bitmapscan', ${seqscan}, true)`
      return tx`select conversation_id, seq from messages order by conversation_id, seq`
    })
  expect(await places('off')).toEqual(await places('on'))
})

test('every message is at its place, and its references hold', async () => {
  const [wrong] = await sql`
    select
      (select count(*)::int from conversations c where last_seq <> (
        select count(*) from messages m where m.conversation_id = c.id
      )) as conversations,
      (select count(*)::int from messages m where not exists (
        select from private.accounts a where a.id = m.sender_id
      )) as senders`
  expect(wrong).toEqual({ conversations: 0, senders: 0 })
})
