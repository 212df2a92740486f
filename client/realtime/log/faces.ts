import type { Conversation } from '../../../wire/conversations.ts'
import type { Person } from '../../../wire/people.ts'

type Faces = ReadonlyMap<string, Person>
export type Face = Pick<Person, 'username' | 'display_name' | 'avatar_url'>

/** The conversation with the names and pictures that these people have now; the same object when it had them. */
export function withFaces(conversation: Conversation, faces: Faces): Conversation {
  const participants = each(conversation.participants, (one) => faced(one, faces.get(one.user_id)))
  return participants === conversation.participants
    ? conversation
    : { ...conversation, participants }
}

/** The same object when they look like that. */
export function faced<T extends Face>(held: T, now: Person | undefined): T {
  if (now === undefined || looksLike(held, now)) return held
  const { username, display_name, avatar_url } = now
  return { ...held, username, display_name, avatar_url }
}

export const looksLike = (one: Face, other: Face) =>
  one.username === other.username &&
  one.display_name === other.display_name &&
  one.avatar_url === other.avatar_url

/** The same array when `change` gave every item back. */
function each<T>(items: T[], change: (item: T) => T): T[] {
  const changed = items.map(change)
  return changed.every((item, i) => item === items[i]) ? items : changed
}
