import type { Person } from '../../wire/people.ts'
import { namedConversationIdsOf } from '../conversations/memberships.ts'
import type { Sql } from '../database/client.ts'
import { keptApart } from '../people/kept-apart.ts'
import type { Publisher } from '../realtime/publish.ts'

/** Tells the people who share a conversation under names that a person has another name or picture. */
export async function announcePerson(
  { sql, publish }: { sql: Sql; publish: Publisher },
  { id, username, display_name, avatar_url }: Person,
): Promise<void> {
  const rooms = await namedConversationIdsOf(sql, id)
  const apart = await keptApart(sql, id)
  const person = { id, username, display_name, avatar_url }
  publish.toConversations(id, rooms, 'person:changed', { person }, apart)
}
