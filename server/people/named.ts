import type { Message } from '../../wire/messages.ts'
import { namedPeople } from '../../wire/named-people.ts'
import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { personJson } from './person-json.ts'

/**
 * The people whom these messages name, for the pages that show them. It includes people who have left, and those who
 * are not among the first participants. It leaves out those whom the page knows already. Everybody who may read a
 * message may know the names in it.
 */
export async function peopleNamedIn(
  sql: Sql,
  messages: readonly (Message | null)[],
  known: readonly string[] = [],
): Promise<Person[]> {
  const ids = namedPeople(messages).filter((id) => !known.includes(id))
  if (ids.length === 0) return []
  const rows = await sql<{ person: Person }[]>`
    select ${personJson(sql, 'profile')} as person from public.profiles profile
    where profile.id = any(${ids}::uuid[])`
  return rows.map(({ person }) => person)
}
