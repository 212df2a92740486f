import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase, type Database } from './client.ts'

let database: TestDatabase
let sql: Database
beforeAll(async () => {
  database = await openTestDatabase()
  sql = openDatabase(database.url, silent, { connections: 1 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const uuid = '00000000-0000-4000-8000-00000000000a'
const hard = [
  '',
  ' ',
  '"',
  '\\',
  '\\"',
  '{}',
  ',',
  'null',
  'NULL',
  'a\nb',
  "it's",
  '하나',
  '👍🏽',
  '\t',
]
const arrays: [type: string, values: (string | number | boolean | null)[]][] = [
  ['text', []],
  ['text', hard],
  ['text', [null, 'a', null]],
  ['text', [hard.join('')]],
  ['uuid', [uuid, null, uuid]],
  ['int', [0, -1, 2_147_483_647, null]],
  ['smallint', [1, 2]],
  ['bigint', [Number.MAX_SAFE_INTEGER, -5]],
  ['float8', [0.5, -1e300, 3]],
]

test.each(arrays)('an array of %s comes back as it was sent: %j', async (type, values) => {
  const [row] = await sql<{ same: unknown; count: number; first: unknown }[]>`
    select ${values}::${sql.unsafe(type)}[] as same,
      cardinality(${values}::${sql.unsafe(type)}[]) as count,
      (${values}::${sql.unsafe(type)}[])[1] as first`
  expect(row?.same).toEqual(values)
  expect(row?.count).toBe(values.length)
  expect(row?.first).toEqual(values[0] ?? null)
})

test.each([[undefined], [{}], [['nested']], [new Date(0)]])(
  'an array that holds %j is refused, and the connection goes on',
  async (element) => {
    const values = ['a', element] as string[]
    await expect(sql`select ${values}::text[]`.execute()).rejects.toThrow(TypeError)
    expect(await sql`select ${['a']}::text[] as them`).toEqual([{ them: ['a'] }])
  },
)

test('an array of bool is read', async () => {
  expect(await sql`select array[true, false, null] as them`).toEqual([
    { them: [true, false, null] },
  ])
})

test('every type of array in the tables of Parley is known', async () => {
  const unknown = await sql`
    select c.relname, a.attname, a.atttypid::regtype::text as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and a.attnum > 0 and not a.attisdropped
      and a.atttypid in (select typarray from pg_type)
      and a.atttypid <> all (${[1000, 1005, 1007, 1016, 1009, 1022, 2951]}::int[])`
  expect(unknown).toEqual([])
})
