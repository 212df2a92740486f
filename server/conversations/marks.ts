import type { MarkState } from '../../wire/socket.ts'
import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'
import { marksVer, theirConversations, unreadCount } from './conversation-json.ts'

export type MarkName = 'read' | 'delivered'

interface Marks {
  state: MarkState
  unread: number
  /** False when the mark was there already, or beyond: nobody needs to be told. */
  moved: boolean
}

/**
 * Moves a mark forward to `seq` or the end, whichever comes first. What was read was delivered too.
 */
export async function moveMarks(
  sql: Sql,
  userId: string,
  conversationId: string,
  mark: MarkName,
  seq: number,
): Promise<Marks> {
  const current = mark === 'read' ? sql`p.last_read_seq` : sql`p.last_delivered_seq`
  const read = mark === 'read' ? sql`least(${seq}::bigint, c.last_seq)` : sql`0`
  // Greater than what is there at the moment of writing: the condition is looked at again behind a concurrent move.
  const { count } = await sql`
    update public.conversation_participants p
    set last_read_seq = greatest(p.last_read_seq, ${read}),
      last_delivered_seq = greatest(p.last_delivered_seq, least(${seq}::bigint, c.last_seq)),
      marks_ver = p.marks_ver + 1
    from public.conversations c
    where c.id = p.conversation_id and p.conversation_id = ${conversationId}
      and p.user_id = ${userId} and p.left_at is null
      and least(${seq}::bigint, c.last_seq) > ${current}`
  return { ...(await marksNow(sql, userId, conversationId)), moved: count > 0 }
}

async function marksNow(sql: Sql, userId: string, conversationId: string) {
  const [row] = await sql<(MarkState & { unread: number })[]>`
    select c.id as conversation_id, me.user_id, me.last_read_seq, me.last_delivered_seq,
      ${marksVer(sql)} as marks_ver, ${unreadCount(sql)} as unread
    from ${theirConversations(sql, userId)} where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  const { unread, ...state } = row
  return { state, unread }
}
