import type { MentionedPerson } from '../../wire/requests/messages.ts'
import type { Person } from '../../wire/people.ts'
import { mentionKey } from '../../wire/text/mention.ts'
import { plainText } from '../../wire/text/plain-text.ts'

/** The text of a message, and whom it mentions. A message that is not sent yet has the people and names in one list. */
export interface PlainMessage {
  body: string
  mentions?: readonly string[] | readonly MentionedPerson[] | undefined
  mention_names?: readonly string[] | undefined
}

export type FindPerson = (userId: string) => Pick<Person, 'username' | 'display_name'> | undefined

/** The text of a message on one line. A mention is what its person is called now, as in the timeline. */
export function plainLine(
  { body, mentions = [], mention_names = [] }: PlainMessage,
  find: FindPerson,
): string {
  if (mentions.length === 0) return plainText(body)
  const mentioned = new Map<string, string>()
  for (const [place, one] of mentions.entries()) {
    const [id, name] =
      typeof one === 'string'
        ? [one, mention_names[place] ?? find(one)?.username]
        : [one.user_id, one.name]
    if (name !== undefined) mentioned.set(mentionKey(name), id)
  }
  return plainText(body, {
    names: mentioned.keys(),
    nameOf: (name) => find(mentioned.get(name) ?? '')?.display_name,
  })
}
