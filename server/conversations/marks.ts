import type { Counts, MarkState } from '../../wire/socket.ts'
import type { Sql } from '../database/client.ts'
import { areApart } from '../people/kept-apart.ts'
import { notFound } from '../refusal.ts'
import { hasBlocked, mentionCount, theirConversations, unreadCount } from './conversation-json.ts'

export type MarkName = 'read' | 'delivered'

interface MarksMoved {
  marks: MarkState
  counts: Counts
  /** False when the mark was there already, or beyond: nobody needs to be told. */
  moved: boolean
  /** Reading took back "marked unread": the person's other sockets look again. */
  cleared: boolean
  /** Whom a block keeps from being told. */
  hiddenFrom: string[]
}

/**
 * Moves a mark forward to `seq` or the end, whichever comes first. What was read was delivered too. The marks of somebody who
 * blocked the other stay where they were, so that the other learns nothing from them; nothing of it is unread to them anyway.
 */
export async function moveMarks(
  sql: Sql,
  userId: string,
  conversationId: string,
  mark: MarkName,
  seq: number,
): Promise<MarksMoved> {
  const current = mark === 'read' ? sql`me.last_read_seq` : sql`me.last_delivered_seq`
  const read = mark === 'read' ? sql`least(${seq}::bigint, c.last_seq)` : sql`0`
  // Greater than what is there at the moment of writing: the condition is looked at again behind a concurrent move.
  const { count } = await sql`
    update public.conversation_participants me
    set last_read_seq = greatest(me.last_read_seq, ${read}),
      last_delivered_seq = greatest(me.last_delivered_seq, least(${seq}::bigint, c.last_seq)),
      receipts_ver = me.receipts_ver + 1
    from public.conversations c
    where c.id = me.conversation_id and me.conversation_id = ${conversationId}
      and me.user_id = ${userId} and me.left_at is null
      and least(${seq}::bigint, c.last_seq) > ${current} and not ${hasBlocked(sql)}`
  const now = await marksNow(sql, userId, conversationId)
  const cleared = mark === 'read' && now.counts.marked_unread
  if (!cleared) return { ...now, moved: count > 0, cleared }
  await clearMarkedUnread(sql, userId, conversationId)
  return { ...(await marksNow(sql, userId, conversationId)), moved: count > 0, cleared }
}

async function marksNow(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<Pick<MarksMoved, 'marks' | 'counts' | 'hiddenFrom'>> {
  const [row] = await sql<(MarkState & Counts & { hidden_from: string[] })[]>`
    select me.user_id, me.last_read_seq, me.last_delivered_seq, me.receipts_ver,
      c.last_ver, me.own_ver, me.marked_unread, ${unreadCount(sql)} as unread,
      ${mentionCount(sql)} as mentions,
      case when c.kind = 'DIRECT' then array(
        select other.user_id from public.conversation_participants other
        where other.conversation_id = c.id
          and ${areApart(sql, sql`me.user_id`, sql`other.user_id`)}
      ) else '{}' end as hidden_from
    from ${theirConversations(sql, userId)} where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  const { user_id, last_read_seq, last_delivered_seq, receipts_ver, hidden_from, ...counts } = row
  const marks = { user_id, last_read_seq, last_delivered_seq, receipts_ver }
  return { marks: { conversation_id: conversationId, ...marks }, counts, hiddenFrom: hidden_from }
}

const clearMarkedUnread = (sql: Sql, userId: string, conversationId: string) => sql`
  update public.conversation_participants set marked_unread = false, own_ver = own_ver + 1
  where conversation_id = ${conversationId} and user_id = ${userId} and marked_unread`
