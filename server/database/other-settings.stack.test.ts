import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase, type Database } from './client.ts'

/** An administrator has set for the database what suits their other programs. */
let database: TestDatabase
let sql: Database
const OTHER = {
  datestyle: 'German, DMY',
  bytea_output: 'escape',
  default_transaction_isolation: 'repeatable read',
}
beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1 })
  for (const [name, value] of Object.entries(OTHER)) {
    await admin.unsafe(`alter role postgres in database ${database.name} set ${name} = '${value}'`)
  }
  await admin.end()
  sql = openDatabase(database.url, silent, { connections: 2 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

test('another form of dates and bytes is read as it was stored', async () => {
  const [row] = await sql<{ at: Date; bytes: Buffer }[]>`
    select '2026-03-04T05:06:07Z'::timestamptz as at, decode('00ff5c', 'hex') as bytes`
  expect(row).toEqual({
    at: new Date('2026-03-04T05:06:07Z'),
    bytes: Buffer.from([0x00, 0xff, 0x5c]),
  })
})

test('a transaction sees what was committed while it waited', async () => {
  const seen = await sql.begin(async (tx) => {
    const before = await tx`select from private.new_account_uses`
    await sql`insert into private.new_account_uses values (gen_random_uuid(), 'posts', 1)`
    const after = await tx`select from private.new_account_uses`
    return [before.length, after.length]
  })
  expect(seen).toEqual([0, 1])
})
