import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import { namedPeople } from '../../wire/named-people.ts'
import type { Person } from '../../wire/people.ts'
import { peopleOfAliases } from '../aliases/people.ts'
import type { Sql } from '../database/client.ts'
import { personJson } from './person-json.ts'

/**
 * The people whom these messages name, for the pages that show them. It includes people who have left, and those who
 * are not among the first participants. It leaves out those whom the page knows already. Everybody who may read a
 * message may know the names in it.
 */
export function peopleNamedIn(
  sql: Sql,
  messages: readonly (Message | null)[],
  known: readonly string[] = [],
): Promise<Person[]> {
  return peopleOf(
    sql,
    namedPeople(messages).filter((id) => !known.includes(id)),
  )
}

/**
 * The people whom these messages name, for an answer with these conversations. Most of them are participants that the
 * conversations carry. The database is asked only for the others.
 */
export async function peopleNamedBeside(
  sql: Sql,
  messages: readonly (Message | null)[],
  conversations: readonly Pick<Conversation, 'participants'>[],
): Promise<Person[]> {
  const carried = new Map(
    conversations.flatMap(({ participants }) =>
      participants.map(({ user_id: id, username, display_name, avatar_url }): [string, Person] => [
        id,
        { id, username, display_name, avatar_url },
      ]),
    ),
  )
  const ids = namedPeople(messages)
  const others = await peopleOf(
    sql,
    ids.filter((id) => !carried.has(id)),
  )
  return [...ids.flatMap((id) => carried.get(id) ?? []), ...others]
}

async function peopleOf(sql: Sql, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await sql<{ person: Person }[]>`
    select ${personJson(sql, 'profile')} as person from public.profiles profile
    where profile.id = any(${ids}::uuid[])`
  return [...rows.map(({ person }) => person), ...(await peopleOfAliases(sql, ids))]
}
