import type { History, HistoryQuery, Message } from '../../wire/messages.ts'
import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'
import { messageJson } from './message-json.ts'

/** One page of a conversation of the person asking; the newest when the query names no place. */
export async function historyOf(
  sql: Sql,
  userId: string,
  conversationId: string,
  { before_seq, after_seq, limit }: HistoryQuery,
): Promise<History> {
  const forward = after_seq !== undefined
  const place = forward
    ? sql`m.seq > ${after_seq} order by m.seq`
    : sql`m.seq < ${before_seq ?? Number.MAX_SAFE_INTEGER} order by m.seq desc`
  // One more than the page: whether there are others beyond it.
  const [row] = await sql<{ items: Message[] }[]>`
    select (
      select coalesce(json_agg(page.message order by page.seq), '[]')
      from (
        select m.seq, ${messageJson(sql)} as message
        from public.messages m
        where m.conversation_id = me.conversation_id and ${place}
        limit ${limit + 1}
      ) page
    ) as items
    from public.conversation_participants me
    where me.conversation_id = ${conversationId} and me.user_id = ${userId} and me.left_at is null`
  if (row === undefined) throw notFound('conversation')
  const has_more = row.items.length > limit
  const items = forward ? row.items.slice(0, limit) : row.items.slice(-limit)
  return { items, has_more }
}
