import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { moveReceipts } from '../server/conversations/receipts.ts'
import { openDatabase } from '../server/database/client.ts'
import { writeMessages } from '../server/messages/store/write-messages.ts'
import { renewSession, startSession } from '../server/session/session-rows.ts'
import { openTestDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { insertDirect, insertPeople } from './rows.ts'
import { silent } from './silence.ts'

const config = readConfig({
  DATABASE_URL: 'postgresql://postgres@127.0.0.1/postgres',
  SUPABASE_URL: 'http://127.0.0.1',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_key',
  PARLEY_COOKIE_SECRET: 'a secret of the tests and of nobody else',
}).session
const device = { userAgent: 'a browser '.repeat(10), ipAddress: '203.0.113.7' }

/**
 * The rows that are written most. An update of such a row must stay on its page and touch no index. An index on a column
 * that these statements change would end that. The rows are so few that a page holds all their versions. The transaction of
 * another test can keep PostgreSQL from clearing old versions away, and on a full page an update cannot stay.
 */
test('messages, receipts and renewals of sessions update rows without touching an index', async () => {
  const database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  const sql = openDatabase(database.url, silent, { connections: 2 })
  const people = await insertPeople(admin, 5)
  const pairs = await Promise.all(
    people.slice(1).map(async (other) => {
      const pair = [people[0]!, other] as const
      return { pair, id: await insertDirect(admin, ...pair) }
    }),
  )
  const sessions = await Promise.all(
    people.map(async (userId) => {
      const id = randomUUID()
      const endsAt = Date.now() / 1_000 + 3_600
      const session = { id, userId, supabaseSessionId: randomUUID(), endsAt }
      const first = { tokenHash: randomUUID() }
      await startSession(sql, session, first, { device, requestId: null }, config)
      return id
    }),
  )
  for (let round = 1; round <= 3; round += 1) {
    for (const { pair, id } of pairs) {
      const message = { conversation_id: id, sender_id: pair[0], client_id: randomUUID() }
      await writeMessages(sql, [{ ...message, body: 'hello', reply_to: null, thread_root: null }])
      await moveReceipts(sql, pair[1], id, 'read', round)
    }
    for (const session of sessions) await renewSession(sql, session, device, null, config)
  }
  await sql.end()
  const updated = () => admin<{ name: string; share: number }[]>`
    select relname as name, (n_tup_hot_upd::float / n_tup_upd)::float as share
    from pg_stat_user_tables where n_tup_upd >= 12 order by 1`
  // PostgreSQL counts what a connection did when it ends, or some seconds later where a pooler keeps it.
  await eventually('the updates are counted', async () => (await updated()).length >= 3)
  const rows = await updated()
  expect(rows.map(({ name }) => name)).toEqual([
    'conversation_participants',
    'conversations',
    'user_sessions',
  ])
  for (const { name, share } of rows) expect(share, name).toBe(1)
  await admin.end()
  await database.drop()
})
