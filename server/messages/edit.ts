import { bodyOf, contentOf } from '../../wire/content.ts'
import { mayEditMessage } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  refuseWhenGone,
  refuseWhereNobodyWrites,
  storeChange,
  type MessageChange,
} from './change-message.ts'
import { moderationRefusal } from './moderation-refusal.ts'
import { mentionsIn, namesMentionedIn } from './store/mentions.ts'

/** Changes the body of one's own message. An equal body changes nothing. */
export function editMessage(
  sql: Database,
  userId: string,
  messageId: string,
  body: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, locked) => {
    const { message } = locked
    if (!mayEditMessage(message, { userId })) {
      throw new Refusal('forbidden', 'Only what you wrote yourself can be edited.')
    }
    refuseWhenGone(locked)
    refuseWhenBlocked(locked)
    refuseWhereNobodyWrites(locked)
    if (bodyOf(contentOf(message)) === body) return []
    await refuseByModeration(tx, userId, body)
    const edited = await storeChange(
      tx,
      userId,
      messageId,
      tx`, body = ${body}, edited_at = date_trunc('milliseconds', clock_timestamp()),
        mentions = ${mentionsIn(tx, tx`${namesMentionedIn(body)}::text`, tx`${message.conversation_id}::uuid`)}`,
    )
    return [edited]
  })
}

/** Otherwise a muted person would write with an old message, and a filter would see only the first text. */
async function refuseByModeration(sql: Sql, userId: string, body: string): Promise<void> {
  const [row] = await sql<{ refusal: 'muted' | 'filtered' | null }[]>`
    select private.edit_refusal(${userId}, ${body}) as refusal`
  if (row?.refusal) throw moderationRefusal(row.refusal)
}
