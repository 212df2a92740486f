import { bodyOf, contentOf } from '../../wire/content.ts'
import { mayEditMessage } from '../../wire/permissions.ts'
import type { Database } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  refuseWhenGone,
  refuseWhereNobodyWrites,
  storeChange,
  type MessageChange,
} from './change-message.ts'
import { refuseByModeration } from './moderation-refusal.ts'
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
