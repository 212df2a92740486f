import { createContext, useMemo } from 'react'
import type { MentionedPerson } from '../../wire/requests/messages.ts'
import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import { usePeople } from '../conversation/context.ts'

/** The people whom the drawn message names, by the names in its body. */
const nobody: ReadonlyMap<string, string> = new Map()
export const MentionedContext = createContext(nobody)

type Naming = Pick<Message, 'mentions' | 'mention_names'>

/**
 * The people whom a message names, by the names in its body. It keeps naming them when they change their names. A
 * message from before names were kept is read by the present usernames.
 */
function mentionedIn(
  { mentions, mention_names: names = [] }: Naming,
  byId: ReadonlyMap<string, Person>,
): ReadonlyMap<string, string> {
  if (mentions.length === 0) return nobody
  return new Map(
    mentions.flatMap((id, place) => {
      const name = names[place] ?? byId.get(id)?.username
      return name === undefined ? [] : [[name, id] as const]
    }),
  )
}

/** The people whom a message will name when it is sent: by the names that its writer chose, and by usernames. */
function mentionedInPending(
  chosen: readonly MentionedPerson[],
  byUsername: ReadonlyMap<string, Person>,
): ReadonlyMap<string, string> {
  return new Map([
    ...[...byUsername].map(([name, { id }]) => [name, id] as const),
    ...chosen.map(({ name, user_id }) => [name, user_id] as const),
  ])
}

const none: readonly MentionedPerson[] = []

/** @param chosen whom the writer of a message that is not sent yet has chosen by their names */
export function useMentioned(message: Naming | null, chosen = none): ReadonlyMap<string, string> {
  const { byId, byUsername } = usePeople()
  return useMemo(
    () => (message ? mentionedIn(message, byId) : mentionedInPending(chosen, byUsername)),
    [message, chosen, byId, byUsername],
  )
}
