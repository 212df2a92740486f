import type { Person } from '../../wire/people.ts'
import { emailAddress } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { inShortTime } from '../short-time.ts'
import { personIdByEmail } from './lookup.ts'
import { isCalled, typedTerms } from './names.ts'
import { isReachable } from './reachable.ts'

const MAX_RESULTS = 10

const columns = (sql: Sql) => sql`p.id, p.username, p.display_name, p.avatar_url`

/** Leaves out those who blocked the person asking, and those whom nobody can find. */
const mayBeFound = (sql: Sql, profile: string, userId: string) => sql`
  not exists (
    select from public.blocks b
    where b.blocker_id = ${sql(profile)}.id and b.blocked_id = ${userId}
  )
  and ${isReachable(sql, sql`${sql(profile)}.id`)}`

/**
 * Finds people other than the asker by the beginnings of their names, or by their whole e-mail address. The answer
 * never contains an address, so that nobody can guess one letter by letter.
 */
export function searchPeople(sql: Database, userId: string, q: string): Promise<Person[]> {
  const find = emailAddress.safeParse(q).success ? byEmail : byName
  return inShortTime(sql, (tx) => find(tx, userId, q))
}

async function byEmail(sql: Sql, userId: string, email: string): Promise<Person[]> {
  const id = await personIdByEmail(sql, email)
  if (id === null || id === userId) return []
  return sql<Person[]>`select ${columns(sql)} from public.profiles p
    where p.id = ${id} and ${mayBeFound(sql, 'p', userId)}`
}

/**
 * The people whose names have the words as they were typed come first. Only when these are few, what was typed may also
 * be one word of a name.
 */
async function byName(sql: Sql, userId: string, q: string): Promise<Person[]> {
  const ways = typedTerms(q)
  if (ways === null) return []
  const found = await calledBy(sql, userId, q, ways.written)
  if (found.length === MAX_RESULTS) return found
  const known = new Set(found.map(({ id }) => id))
  const more = (await calledBy(sql, userId, q, ways.joined)).filter(({ id }) => !known.has(id))
  return [...found, ...more].slice(0, MAX_RESULTS)
}

async function calledBy(
  sql: Sql,
  userId: string,
  q: string,
  ways: readonly string[][],
): Promise<Person[]> {
  if (ways.length === 0) return []
  return sql<Person[]>`
    select ${columns(sql)} from public.profiles p
    where p.id <> ${userId} and ${mayBeFound(sql, 'p', userId)} and ${isCalled(sql, 'p', ways)}
    order by p.username <> ${q.toLowerCase()}, p.username limit ${MAX_RESULTS}`
}
