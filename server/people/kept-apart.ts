import type { Sql } from '../database/client.ts'

/** The people whom a block keeps apart from this person, in either direction. */
export async function keptApart(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select blocked_id as id from public.blocks where blocker_id = ${userId}
    union
    select blocker_id from public.blocks where blocked_id = ${userId}`
  return rows.map((row) => row.id)
}

/**
 * Whether a block keeps two people apart, in either direction. Each argument is an expression over the query's columns,
 * or a value as one.
 */
export const areApart = (sql: Sql, one: ReturnType<Sql>, another: ReturnType<Sql>) => sql`
  exists (
    select from public.blocks b
    where (b.blocker_id = ${one} and b.blocked_id = ${another})
      or (b.blocker_id = ${another} and b.blocked_id = ${one})
  )`

/** Which of two people has blocked their counterpart. The asker's own block is named first, because they know of it. */
export async function blockBetween(
  sql: Sql,
  userId: string,
  counterpartId: string,
): Promise<'mine' | 'theirs' | null> {
  const rows = await sql<{ mine: boolean }[]>`
    select blocker_id = ${userId} as mine from public.blocks
    where (blocker_id = ${userId} and blocked_id = ${counterpartId})
      or (blocker_id = ${counterpartId} and blocked_id = ${userId})`
  if (rows.length === 0) return null
  return rows.some(({ mine }) => mine) ? 'mine' : 'theirs'
}
