import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { PlanObserver } from '../../testing/plans.ts'
import { insertPeople } from '../../testing/rows.ts'
import { searchPeople } from './search.ts'

/** So many people whom a search that reads all of them would read. Ten of them are called Klaas van der Berg. */
const MANY = 100_000

let database: TestDatabase
let admin: postgres.Sql
let observer: PlanObserver
let ada: string
let klaas: string[]

beforeAll(async () => {
  database = await openTestDatabase()
  admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  klaas = await insertPeople(admin, 10)
  ;[ada] = (await insertPeople(admin, 1)) as [string]
  await admin`update profiles set display_name = 'Klaas van der Berg' where id = any(${klaas})`
  // As a relay of before left them: the triggers have nothing to add to these rows.
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      with made as (
        insert into auth.users (id, email, email_confirmed_at)
        select md5('person' || n)::uuid, n || '@example.org', now() from generate_series(1, ${MANY}::int) n
        returning id
      )
      insert into profiles (id, username, display_name)
      select id, 'u' || left(replace(id::text, '-', ''), 20),
        'Q' || substr(id::text, 1, 6) || ' van den ' || substr(id::text, 25, 9)
      from made`
  })
  await admin`vacuum (analyze) profiles`
  await admin`vacuum (analyze) auth.users`
  observer = new PlanObserver(database.directUrl)
}, 120_000)
afterAll(async () => {
  await observer.sql.end()
  await admin.end()
  await database.drop()
})

test.each(['vanderberg', 'van der berg', 'klaas vanderberg', "klaas van d'erberg"])(
  'of 100,000 people, those called "%s" are found without reading the others',
  async (q) => {
    const found = await searchPeople(observer.sql, ada, q)
    expect(found.map(({ id }) => id).toSorted()).toEqual(klaas.toSorted())
    const { scanned } = await observer.costOf((sql) => searchPeople(sql, ada, q))
    expect(scanned).not.toContain('profiles')
  },
)

test('a name that nobody has reads no others either', async () => {
  const { scanned } = await observer.costOf((sql) => searchPeople(sql, ada, 'nobody van derhere'))
  expect(scanned).not.toContain('profiles')
})
