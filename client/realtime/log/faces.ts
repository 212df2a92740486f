import type { Conversation } from '../../../wire/conversations.ts'
import type { Person } from '../../../wire/people.ts'

type Faces = ReadonlyMap<string, Person>
export type Face = Pick<Person, 'username' | 'display_name' | 'avatar_url'>

/** The conversation with the present names and pictures of these people. The same object when nothing changed. */
export function withFaces(conversation: Conversation, faces: Faces): Conversation {
  const participants = each(conversation.participants, (one) => faced(one, faces.get(one.user_id)))
  return participants === conversation.participants
    ? conversation
    : { ...conversation, participants }
}

/** The person with the present name and picture. The same object when nothing changed. */
export function faced<T extends Face>(known: T, now: Person | undefined): T {
  if (now === undefined || looksLike(known, now)) return known
  const { username, display_name, avatar_url } = now
  return { ...known, username, display_name, avatar_url }
}

export const looksLike = (one: Face, other: Face) =>
  one.username === other.username &&
  one.display_name === other.display_name &&
  one.avatar_url === other.avatar_url

/** Changes each item. The same array when no item changed. */
function each<T>(items: T[], change: (item: T) => T): T[] {
  const changed = items.map(change)
  return changed.every((item, i) => item === items[i]) ? items : changed
}
