import { z } from 'zod'
import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { beginningOfWord } from '../database/patterns.ts'
import { personIdByEmail } from './lookup.ts'
import { isReachable } from './reachable.ts'

const MAX_RESULTS = 10
/** Words of the query that are looked at. */
const MAX_WORDS = 5
/** What one of them must have. */
const TWO_CHARACTERS = /../u

const columns = (sql: Sql) => sql`p.id, p.username, p.display_name, p.avatar_url`

/** Leaves out those who blocked the person asking, and those whom nobody finds. */
const meets = (sql: Sql, userId: string) => sql`
  not exists (
    select from public.blocks b where b.blocker_id = p.id and b.blocked_id = ${userId}
  )
  and ${isReachable(sql, sql`p.id`)}`

/**
 * People other than oneself: by the beginnings of words of their names, or by their whole e-mail address. An address is
 * never in the answer, so that it cannot be guessed at letter by letter.
 */
export async function searchPeople(sql: Sql, userId: string, q: string): Promise<Person[]> {
  return z.email().safeParse(q).success ? byEmail(sql, userId, q) : byName(sql, userId, q)
}

async function byEmail(sql: Sql, userId: string, email: string): Promise<Person[]> {
  const id = await personIdByEmail(sql, email)
  if (id === null || id === userId) return []
  return sql<Person[]>`select ${columns(sql)} from public.profiles p
    where p.id = ${id} and ${meets(sql, userId)}`
}

async function byName(sql: Sql, userId: string, q: string): Promise<Person[]> {
  const typed = q.toLowerCase()
  const words = typed.split(/\s+/).slice(0, MAX_WORDS)
  // By single letters everybody could be listed.
  if (!words.some((word) => TWO_CHARACTERS.test(word))) return []
  const conditions = words.map(
    (word) =>
      sql`and (${beginningOfWord(word).reduce(
        (any, pattern) => sql`${any} or p.search_text like ${pattern}`,
        sql`false`,
      )})`,
  )
  return sql<Person[]>`
    select ${columns(sql)} from public.profiles p
    where p.id <> ${userId} and ${meets(sql, userId)} ${conditions}
    order by p.username <> ${typed}, p.username limit ${MAX_RESULTS}`
}
