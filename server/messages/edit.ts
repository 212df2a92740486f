import { mayEditMessage } from '../../wire/permissions.ts'
import type { Database } from '../database/client.ts'
import { mentionsIn } from './store/mentions.ts'
import { Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  storeChange,
  type MessageChange,
} from './change-message.ts'

/** Changes the words of one's own message. The same words again change nothing. */
export function editMessage(
  sql: Database,
  userId: string,
  messageId: string,
  body: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, held) => {
    const { message } = held
    if (!mayEditMessage(message, { userId })) {
      throw new Refusal('forbidden', 'Only what you wrote yourself can be edited.')
    }
    if (message.deleted_at !== null) {
      throw new Refusal('conflict', 'This message was deleted.')
    }
    refuseWhenBlocked(held)
    if (message.body === body) return []
    const edited = await storeChange(
      tx,
      messageId,
      tx`, body = ${body}, edited_at = date_trunc('milliseconds', clock_timestamp()),
        mentions = ${mentionsIn(tx, tx`${body}::text`, tx`m.conversation_id`)}`,
    )
    return [edited]
  })
}
