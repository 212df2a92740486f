// No schema library here, for the same reason as in error-codes.ts.
import { authorOf, namedIdOf } from './author.ts'
import { MAX_NAMED_PEOPLE } from './limits.ts'
import type { Message } from './messages.ts'

type Naming = Pick<Message, 'sender_id' | 'event' | 'mentions' | 'reactions'>

/**
 * The people whose names a page needs for these messages: authors first, then people of system lines, then people who
 * are mentioned or reacted. The list has a limit, because thousands may have reacted.
 */
export function namedPeople(
  messages: readonly (Naming | null)[],
  most = MAX_NAMED_PEOPLE,
): string[] {
  const shown = messages.filter((message) => message !== null)
  const named = new Set<string>()
  const add = (ids: readonly string[]) => {
    for (const id of ids) if (named.size < most) named.add(id)
  }
  for (const message of shown) add(authorIds(message))
  for (const { event } of shown) if (event !== null && 'user_ids' in event) add(event.user_ids)
  for (const { mentions } of shown) add(mentions)
  for (const { reactions } of shown) for (const { user_ids } of reactions) add(user_ids)
  return [...named]
}

function authorIds(message: Naming): string[] {
  const id = namedIdOf(authorOf(message))
  return id === null ? [] : [id]
}
