import type { Changes, ChangesAnswer, ChangesQuery } from '../../wire/requests/conversations.ts'
import { MAX_CURSOR_AGE } from '../../wire/limits.ts'
import type { Sql } from '../database/client.ts'
import { changedMessages } from '../messages/message-pages.ts'
import { peopleNamedBeside } from '../people/named.ts'
import { notFound } from '../refusal.ts'
import { conversationJson, identityIn, theirConversations } from './conversation-json.ts'

const reading = { conversation: 'c', reader: 'me' }

/**
 * What changed in a conversation of this person after a cursor. When the cursor is unusable, the answer is the newest
 * page.
 */
export async function changesOf(
  sql: Sql,
  userId: string,
  conversationId: string,
  { after_ver, limit }: ChangesQuery,
): Promise<ChangesAnswer> {
  // One statement reads one moment: `last_ver` never promises a change that `items` does not contain.
  const [row] = await sql<Changes[]>`
    select ${conversationJson(sql, 'c', 'me', identityIn(conversationId))} as conversation, far.reset,
      coalesce(changed.cut_at, c.last_ver) as last_ver,
      changed.items
    from ${theirConversations(sql, userId, 'c', 'me')}
    cross join lateral (
      select ${isLost(sql, sql`${after_ver}::bigint`, 'c')} as reset
    ) far
    cross join lateral ${changedMessages(sql, reading, {
      reset: sql`far.reset`,
      afterVer: sql`${after_ver}::bigint`,
      count: limit,
    })} changed
    where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  return { ...row, people: await peopleNamedBeside(sql, messagesOf(row), [row.conversation]) }
}

/** All messages that an item of changes carries. */
export const messagesOf = ({ items, conversation }: Changes) => [
  conversation.last_message,
  ...items,
]

/** Whether a cursor is unusable: it is higher than `last_ver`, or too far in the past. */
export const isLost = (sql: Sql, ver: ReturnType<Sql>, conversation: string) => {
  const c = sql(conversation)
  return sql`(${ver} > ${c}.last_ver or ${c}.last_ver - ${ver} > ${MAX_CURSOR_AGE})`
}
