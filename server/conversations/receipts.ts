import type { Counts, Receipts } from '../../wire/socket.ts'
import type { Sql } from '../database/client.ts'
import { areApart } from '../people/kept-apart.ts'
import { notFound } from '../refusal.ts'
import { hasBlocked, theirConversations } from './conversation-json.ts'
import { isPair } from '../kinds/conditions.ts'
import { sharesReceiptsHere } from './participants-json.ts'
import { mentionCount, unreadCount } from './unread.ts'

export type ReceiptKind = 'read' | 'delivered'

interface ReceiptsMoved {
  receipts: Receipts
  counts: Counts
  /** False when the receipts were already there or further. Nobody needs an event then. */
  moved: boolean
  /** Reading undid "marked unread": the person's other sockets request the conversation again. */
  cleared: boolean
  /** Whether all participants get the event, or only the person's own sockets. */
  isShared: boolean
  /** The people who get no event because of a block. */
  hiddenFrom: string[]
}

/**
 * Moves a receipt forward to `seq` or to the last message, whichever comes first. A message that was read was also
 * delivered. The receipts of a person who blocked their counterpart do not move: the counterpart learns nothing, and
 * nothing is unread anyway.
 */
export async function moveReceipts(
  sql: Sql,
  userId: string,
  conversationId: string,
  kind: ReceiptKind,
  seq: number,
): Promise<ReceiptsMoved> {
  const current = kind === 'read' ? sql`me.last_read_seq` : sql`me.last_delivered_seq`
  const read = kind === 'read' ? sql`least(${seq}::bigint, c.last_seq)` : sql`0`
  // The comparison uses the stored row at the moment of writing. PostgreSQL evaluates it again after a concurrent move.
  const { count } = await sql`
    update public.conversation_participants me
    set last_read_seq = greatest(me.last_read_seq, ${read}),
      last_delivered_seq = greatest(me.last_delivered_seq, least(${seq}::bigint, c.last_seq)),
      receipts_ver = me.receipts_ver + 1
    from public.conversations c
    where c.id = me.conversation_id and me.conversation_id = ${conversationId}
      and me.user_id = ${userId} and me.left_at is null
      and least(${seq}::bigint, c.last_seq) > ${current} and not ${hasBlocked(sql, 'c', 'me')}`
  const now = await receiptsNow(sql, userId, conversationId)
  const cleared = kind === 'read' && now.counts.marked_unread
  if (!cleared) return { ...now, moved: count > 0, cleared }
  await clearMarkedUnread(sql, userId, conversationId)
  return { ...(await receiptsNow(sql, userId, conversationId)), moved: count > 0, cleared }
}

interface Row extends Omit<Receipts, 'conversation_id'>, Counts {
  is_shared: boolean
  hidden_from: string[]
}

async function receiptsNow(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<Omit<ReceiptsMoved, 'moved' | 'cleared'>> {
  const [row] = await sql<Row[]>`
    select me.user_id, me.last_read_seq, me.last_delivered_seq, me.receipts_ver,
      c.last_ver, me.own_ver, me.marked_unread, ${unreadCount(sql, 'c', 'me')} as unread,
      ${mentionCount(sql, 'c', 'me')} as mentions, ${sharesReceiptsHere(sql, 'c')} as is_shared,
      case when ${isPair(sql, 'c')} then array(
        select counterpart.user_id from public.conversation_participants counterpart
        where counterpart.conversation_id = c.id
          and ${areApart(sql, sql`me.user_id`, sql`counterpart.user_id`)}
      ) else '{}' end as hidden_from
    from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  const { user_id, last_read_seq, last_delivered_seq, receipts_ver, ...rest } = row
  const { is_shared, hidden_from, ...counts } = rest
  const receipts = { user_id, last_read_seq, last_delivered_seq, receipts_ver }
  return {
    receipts: { conversation_id: conversationId, ...receipts },
    counts,
    isShared: is_shared,
    hiddenFrom: hidden_from,
  }
}

const clearMarkedUnread = (sql: Sql, userId: string, conversationId: string) => sql`
  update public.conversation_participants set marked_unread = false, own_ver = own_ver + 1
  where conversation_id = ${conversationId} and user_id = ${userId} and marked_unread`
