import type { Changes, ChangesQuery } from '../../wire/conversations.ts'
import { MAX_CHANGES_BEHIND } from '../../wire/limits.ts'
import type { Sql } from '../database/client.ts'
import { changedMessages, newestMessages } from '../messages/message-pages.ts'
import { notFound } from '../refusal.ts'
import { conversationJson, theirConversations } from './conversation-json.ts'

/** Messages of a newest page. */
export const PAGE = 50

const reading = { conversation: 'c', reader: 'me' }

/** What changed in a conversation of this person after a cursor, or its newest page when the cursor does not help. */
export async function changesOf(
  sql: Sql,
  userId: string,
  conversationId: string,
  { after_ver, limit }: ChangesQuery,
): Promise<Changes> {
  // One statement, so one moment: `last_ver` never promises a change that `items` does not hold.
  const [row] = await sql<Changes[]>`
    select ${conversationJson(sql)} as conversation, c.last_ver, far.reset,
      case when far.reset then ${newestMessages(sql, reading, PAGE)}
        else ${changedMessages(sql, reading, sql`${after_ver}::bigint`, limit)} end as items
    from ${theirConversations(sql, userId)}
    cross join lateral (
      select ${isLost(sql, sql`${after_ver}::bigint`)} as reset
    ) far
    where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  return row
}

/** Whether a cursor of `conversations c` is from a future we never had, or too far in the past. */
export const isLost = (sql: Sql, ver: ReturnType<Sql>) =>
  sql`(${ver} > c.last_ver or c.last_ver - ${ver} > ${MAX_CHANGES_BEHIND})`
