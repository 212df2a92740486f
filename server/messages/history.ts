import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import { MAX_LISTED_PARTICIPANTS } from '../../wire/limits.ts'
import { message } from '../../wire/messages.ts'
import type { History, HistoryQuery } from '../../wire/requests/messages.ts'
import type { Sql } from '../database/client.ts'
import { messageFor } from './store/message-json.ts'
import { peopleNamedIn } from '../people/named.ts'
import { readRow } from '../database/rows.ts'
import { notFound } from '../refusal.ts'

/** The messages around a place, and the people whom the page of this conversation already knows. */
const found = z.object({ messages: z.array(message), listed: z.array(id) })

/** The ids of all participants, if a conversation carries them all. Otherwise nobody. */
const everybodyListed = (sql: Sql, conversation: string) => sql`
  array(
    select p.user_id from public.conversation_participants p
    where ${sql(conversation)}.participant_count <= ${MAX_LISTED_PARTICIPANTS}
      and p.conversation_id = ${sql(conversation)}.id and p.left_at is null
  )`

/**
 * One page of a conversation of the person asking, or of one thread in it. A query without a place gets the newest
 * page. One statement reads both sides of the place, so that they are of one moment.
 */
export async function historyOf(
  sql: Sql,
  userId: string,
  conversationId: string,
  { before_seq, after_seq, around_seq, thread_root, limit }: HistoryQuery,
): Promise<History> {
  const around = around_seq !== undefined
  const looksForward = around || after_seq !== undefined
  const looksBack = around || !looksForward
  const forward = around ? limit - Math.floor(limit / 2) : after_seq === undefined ? 0 : limit
  const back = limit - forward
  const until = around_seq ?? before_seq ?? Number.MAX_SAFE_INTEGER
  const from = around_seq ?? (after_seq ?? 0) + 1
  // The query reads one message more than the page has. It tells whether there are further messages.
  const side = (count: number, place: ReturnType<Sql>) => sql`
    (
      select m.* from public.messages m
      where m.conversation_id = me.conversation_id and m.seq > me.joined_seq
        and ${thread_root === undefined ? sql`true` : sql`m.thread_root = ${thread_root}`}
        and ${place}
      limit ${count + 1}
    )`
  const sides = [
    ...(looksBack ? [side(back, sql`m.seq < ${until} order by m.seq desc`)] : []),
    ...(looksForward ? [side(forward, sql`m.seq >= ${from} order by m.seq`)] : []),
  ]
  const query = sql`
    select ${everybodyListed(sql, 'c')} as listed, (
        select coalesce(json_agg(page.message order by page.seq), '[]')
        from (
          select m.seq, ${messageFor(sql, 'm', 'me.user_id')} as message
          from (${sides.reduce((all, one) => sql`${all} union all ${one}`)}) m
        ) page
      ) as messages
    from public.conversation_participants me
    join public.conversations c on c.id = me.conversation_id
    where me.conversation_id = ${conversationId} and me.user_id = ${userId} and me.left_at is null`
  const row = await readRow(found, query)
  if (row === undefined) throw notFound('conversation')
  const earlier = looksBack ? row.messages.filter(({ seq }) => seq < until) : []
  const later = row.messages.slice(earlier.length)
  const hasEarlier = earlier.length > back
  const hasLater = later.length > forward
  const items = [...earlier.slice(hasEarlier ? 1 : 0), ...later.slice(0, hasLater ? -1 : undefined)]
  const people = await peopleNamedIn(sql, items, row.listed)
  if (around) return { items, people, has_more: hasEarlier, has_later: hasLater }
  return { items, people, has_more: after_seq === undefined ? hasEarlier : hasLater }
}
