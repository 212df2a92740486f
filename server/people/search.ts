import type { Person } from '../../wire/people.ts'
import { emailAddress } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { inShortTime } from '../short-time.ts'
import { personIdByEmail } from './lookup.ts'
import { isCalled, typedTerms } from './names.ts'
import { isReachable } from './reachable.ts'

const MAX_RESULTS = 10

const columns = (sql: Sql) => sql`p.id, p.username, p.display_name, p.avatar_url`

/** Leaves out those who blocked the person asking, and those whom nobody finds. */
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

async function byName(sql: Sql, userId: string, q: string): Promise<Person[]> {
  const terms = typedTerms(q)
  if (terms === null) return []
  return sql<Person[]>`
    select ${columns(sql)} from public.profiles p
    where p.id <> ${userId} and ${mayBeFound(sql, 'p', userId)} and ${isCalled(sql, 'p', terms)}
    order by p.username <> ${q.toLowerCase()}, p.username limit ${MAX_RESULTS}`
}
