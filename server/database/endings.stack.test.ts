import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { endings, openEndingDatabase, type Ending } from '../../testing/faults/ending-database.ts'
import { seeded } from '../../testing/faults/random.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase } from './client.ts'
import { isPassingFault } from './faults.ts'

/** Vitest fails a file with an uncaught error. In the relay such an error would end the process. */
let database: TestDatabase
let admin: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  admin = postgres(database.superuserUrl, { max: 1 })
  await admin`create table written (id int)`
  await admin`grant all on written to postgres`
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

/** "Ready for a query", inside a transaction. */
const IN_TRANSACTION = Buffer.from('Z\0\0\0\x05T', 'latin1')

describe.each(Object.keys(endings) as Ending[])('%s', (ending) => {
  test.each(['begin', 'the first query', 'the second query'])(
    'at the answer to %s: the transaction fails, and the next one succeeds',
    async (query) => {
      let left = ['begin', 'the first query', 'the second query'].indexOf(query) + 1
      const way = await openEndingDatabase(database.url, (answer) =>
        answer.subarray(-IN_TRANSACTION.length).equals(IN_TRANSACTION) && --left === 0
          ? ending
          : null,
      )
      const sql = openDatabase(way.url, silent, { connections: 1 })
      const fault: unknown = await sql
        .begin(async (tx) => {
          await tx`select 1`
          await tx`select 2`
        })
        .catch((error: unknown) => error)
      expect(isPassingFault(fault)).toBe(true)
      expect(await sql.begin((tx) => tx`select 3 as n`)).toEqual([{ n: 3 }])
      await sql.end({ timeout: 1 })
      await way.close()
    },
  )
})

test('connections that end at any answer: every query settles, nothing acknowledged is lost', async () => {
  const random = seeded(7)
  const kinds = Object.keys(endings) as Ending[]
  let isCalm = false
  const way = await openEndingDatabase(database.url, () =>
    isCalm || random() > 0.03 ? null : kinds[Math.floor(random() * kinds.length)]!,
  )
  const sql = openDatabase(way.url, silent, { connections: 3 })
  const own = new Error('a rule says no')
  const acknowledged: number[] = []
  const refused: number[] = []
  const faults: unknown[] = []
  let lastId = 0

  async function act(): Promise<void> {
    const id = ++lastId
    const kind = Math.floor(random() * 3)
    try {
      if (kind === 0) await sql`insert into written values (${id})`
      else
        await sql.begin(async (tx) => {
          await tx`select ${'x'.repeat(Math.floor(random() * 40_000))}::text`
          await tx`insert into written values (${id})`
          if (kind === 2) throw own
        })
      acknowledged.push(id)
    } catch (error) {
      if (error === own) refused.push(id)
      else faults.push(error)
    }
  }
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let n = 0; n < 30; n++) await act()
    }),
  )
  isCalm = true
  expect(await sql`select 1 as n`).toEqual([{ n: 1 }])
  // Without a timeout, the driver waits for ever for a connection that was lost under a query.
  await sql.end({ timeout: 1 })
  await way.close()

  expect(faults.filter((fault) => !isPassingFault(fault))).toEqual([])
  expect(faults.length).toBeGreaterThan(5)
  const stored = (await admin<{ id: number }[]>`select id from written`).map(({ id }) => id)
  expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([])
  expect(stored.filter((id) => refused.includes(id))).toEqual([])
  expect(new Set(stored).size).toBe(stored.length)
})

test('a transaction has its connection for itself, however many queries wait before it', async () => {
  const sql = openDatabase(database.url, silent, { connections: 1 })
  await sql`select 1`
  for (const width of [99, 100, 101]) {
    const others = Array.from({ length: width }, (_, n) => sql`select ${n}::int`.execute())
    const id = -width
    const transaction = sql.begin((tx) => tx`insert into written values (${id}) returning id`)
    expect(await transaction).toEqual([{ id }])
    await Promise.all(others)
    expect(await admin`select id from written where id = ${id}`).toEqual([{ id }])
  }
  await sql.end()
})
