import type postgres from 'postgres'
import type { Diary } from './diary.ts'

/** The account behind each alias of these people. Only the database knows it. */
export async function accountsOf(
  sql: postgres.Sql,
  people: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; user_id: string }[]>`
    select id, user_id from private.aliases where user_id = any(${[...people]}::uuid[])`
  return new Map(rows.map(({ id, user_id }) => [id, user_id]))
}

/** All ids under which the people of a run act: their accounts and their aliases. */
export async function actorsOf(sql: postgres.Sql, { people }: Diary): Promise<string[]> {
  const ids = people.map(({ id }) => id)
  return [...ids, ...(await accountsOf(sql, ids)).keys()]
}
