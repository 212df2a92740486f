import { contentOf } from '../../wire/content.ts'
import type { Message } from '../../wire/messages.ts'
import { mayDeleteMessage } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { changeMessage, storeChange, type MessageChange } from './change-message.ts'

/**
 * Deletes a message: its body, mentions and reactions go, and its seq stays. Everybody may delete their own messages;
 * the owner and the admins of a group may delete any message. A second deletion changes nothing.
 */
export function deleteMessage(
  sql: Database,
  userId: string,
  messageId: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, locked) => {
    const { role, kind } = locked
    if (!mayDeleteMessage(locked.message, { userId, role, kind })) {
      throw new Refusal('forbidden', 'Only what you wrote yourself can be deleted.')
    }
    if (['deleted', 'expired'].includes(contentOf(locked.message).kind)) return []
    return eraseMessage(tx, userId, locked.message)
  })
}

/** Call it only with the lock of the conversation, and when this person may delete the message. */
export async function eraseMessage(tx: Sql, userId: string, message: Message): Promise<Message[]> {
  await tx`delete from private.hidden_messages where message_id = ${message.id}`
  await tx`delete from public.message_reactions where message_id = ${message.id}`
  const tombstone = await storeChange(
    tx,
    userId,
    message.id,
    tx`, body = '', mentions = '{}', hidden_at = null,
      deleted_at = date_trunc('milliseconds', clock_timestamp())`,
  )
  return [tombstone, ...(await leaveThread(tx, userId, message))]
}

/** The root of the thread counts one answer less. */
async function leaveThread(tx: Sql, userId: string, { thread_root }: Message): Promise<Message[]> {
  if (thread_root === null) return []
  return [
    await storeChange(tx, userId, thread_root, tx`, thread_count = greatest(thread_count - 1, 0)`),
  ]
}
