import { MAX_MENTIONED_BY_NAME, MAX_MENTION_NAME_LENGTH } from '../../wire/limits.ts'
import type { MentionedPerson } from '../../wire/requests/messages.ts'
import type { Person } from '../../wire/people.ts'

/** The people whom the writer picked from the list, by the names that were inserted. */
export type Chosen = ReadonlyMap<string, string>

/** Signs of Markdown that would read the name as something else. */
const UNSUITABLE = /[`\\<[|]/

/** What the list inserts after the '@': the display name, unless it already stands for somebody else in this text. */
export function nameToInsert({ id, display_name: name, username }: Person, chosen: Chosen): string {
  const other = chosen.get(name)
  const isUnsuitable = UNSUITABLE.test(name) || name.length > MAX_MENTION_NAME_LENGTH
  return isUnsuitable || (other !== undefined && other !== id) ? username : name
}

/**
 * The people whom a text names by something else than their usernames. These are the people whom the writer picked. They
 * are also the participants whose whole name stands after an '@', when no other participant has that name.
 */
export function peopleNamedIn(
  body: string,
  chosen: Chosen,
  participants: readonly Person[],
): MentionedPerson[] {
  if (!body.includes('@')) return []
  const named = new Map<string, string | null>()
  for (const { id, display_name: name } of participants) {
    if (body.includes(`@${name}`)) named.set(name, named.has(name) ? null : id)
  }
  const usernames = new Set(participants.map(({ username }) => username))
  for (const name of named.keys()) if (usernames.has(name.toLowerCase())) named.set(name, null)
  for (const [name, id] of chosen) if (body.includes(`@${name}`)) named.set(name, id)
  return [...named]
    .flatMap(([name, user_id]) => (user_id === null ? [] : [{ name, user_id }]))
    .slice(0, MAX_MENTIONED_BY_NAME)
}
