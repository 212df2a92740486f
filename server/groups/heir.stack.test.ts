import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { insertPeople } from '../../testing/rows.ts'
import { heir } from './heir.ts'

let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const GROUPS = 64

/** Ownerless groups of five people: every choice of admins, days of joining and people who left comes up. */
async function seedOwnerlessGroups(): Promise<string[]> {
  const people = (await insertPeople(sql, 6)).toSorted()
  const [departing] = people
  await sql`update private.accounts set deleted_at = now() where id = ${departing!}`
  const rows = await sql<{ id: string }[]>`
    insert into conversations (kind, title)
    select 'GROUP', 'group ' || n from generate_series(1, ${GROUPS}::int) n returning id`
  await sql`
    insert into conversation_participants (conversation_id, user_id, role, joined_at, left_at)
    select g.id, p.id, case when (g.n + p.n) % 3 = 0 then 'admin' else 'member' end,
      timestamptz '2026-01-01' + (g.n / 2 * p.n) % 3 * interval '1 day',
      case when g.n % 8 = 0 or (g.n / 4 + p.n) % 4 = 0 then now() end
    from unnest(${rows.map(({ id }) => id)}::uuid[]) with ordinality g (id, n),
      unnest(${people}::uuid[]) with ordinality p (id, n)
    where (g.n + p.n) % 6 > 0`
  return rows.map(({ id }) => id)
}

test('a change of a group and the deletion of an account hand it over to the same person', async () => {
  const heirs: (string | null)[] = []
  for (const id of await seedOwnerlessGroups()) {
    const [mine] = await sql<{ user_id: string }[]>`${heir(sql, id)}`
    const [theirs] = await sql<{ id: string | null }[]>`select private.hand_over(${id}) as id`
    expect(mine?.user_id ?? null).toBe(theirs!.id)
    heirs.push(theirs!.id)
  }
  // Everybody who is not departing owns one of them, and some have nobody left.
  expect(new Set(heirs).size).toBe(6)
  expect(heirs).toContain(null)
})
