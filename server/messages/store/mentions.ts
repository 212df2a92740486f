import type { MentionedPerson } from '../../../wire/requests/messages.ts'
import { mentionKey } from '../../../wire/text/mention.ts'
import { mentionPlaces } from '../../../wire/text/read.ts'
import type { Sql } from '../../database/client.ts'

/** The most places of one message that are looked up. With a thousand, it would cost as much as a thousand messages. */
const MAX_PLACES = 50

/**
 * What `private.mentions_in` is asked for one message. Empty when its text mentions nobody.
 * @param chosen whom the sender means by names that are no usernames
 */
export function mentionsAsked(body: string, chosen: readonly MentionedPerson[] = []): string {
  const names = chosen.map(({ name }) => name)
  const found = new Map(mentionPlaces(body, names).map((place) => [place.join(' '), place]))
  if (found.size === 0) return ''
  const places = [...found.values()].slice(0, MAX_PLACES)
  const ids = Object.fromEntries(chosen.map(({ name, user_id }) => [mentionKey(name), user_id]))
  return JSON.stringify({ places, ids })
}

/** The columns that hold whom a text mentions, as an assignment of an UPDATE. */
export const setMentions = (sql: Sql, asked: string, conversationId: string) => sql`
  (mentions, mention_names) = (
    select coalesce(found.ids, '{}'), coalesce(found.names, '{}')
    from (select) one
    left join private.mentions_in(${asked === '' ? null : asked}::text, ${conversationId}::uuid) found on true
  )`
