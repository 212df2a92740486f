import type { Conversation, OwnSettingsChange } from '../../wire/conversations.ts'
import type { Sql } from '../database/client.ts'
import { conversationOf } from './memberships.ts'

/**
 * Changes the own settings of a participant. Fields that the request does not name stay. `unread_from` moves
 * `last_read_seq` back, never forward and never to before they joined.
 */
export async function changeOwnSettings(
  sql: Sql,
  userId: string,
  conversationId: string,
  { muted, notify, unread_from, draft }: OwnSettingsChange,
): Promise<Conversation> {
  const text = draft?.trim() === '' ? null : (draft ?? null)
  const read = unread_from === undefined ? sql`p.last_read_seq` : steppedBack(sql, unread_from)
  await sql`
    update public.conversation_participants p set
      muted = coalesce(${muted ?? null}, p.muted),
      notify = coalesce(${notify ?? null}, p.notify),
      draft = case when ${draft !== undefined} then ${text} else p.draft end,
      draft_at = case when ${draft === undefined} then p.draft_at
        when ${text}::text is not null then now() end,
      marked_unread = p.marked_unread or ${unread_from !== undefined},
      last_read_seq = ${read},
      receipts_ver = p.receipts_ver + case when ${read} < p.last_read_seq then 1 else 0 end,
      own_ver = p.own_ver + 1
    where p.conversation_id = ${conversationId} and p.user_id = ${userId} and p.left_at is null`
  return conversationOf(sql, userId, conversationId)
}

const steppedBack = (sql: Sql, unreadFrom: number) => sql`
  least(p.last_read_seq, greatest(${unreadFrom}::bigint - 1, p.joined_seq))`
