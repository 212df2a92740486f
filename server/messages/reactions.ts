import { mayReact } from '../../wire/permissions.ts'
import type { Database } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  storeChange,
  type MessageChange,
} from './change-message.ts'

/** Different emoji on one message at most. */
const MAX_EMOJI = 20

/** Adds a reaction of this person. Once more changes nothing. */
export function addReaction(
  sql: Database,
  userId: string,
  messageId: string,
  emoji: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, held) => {
    const { message } = held
    if (!mayReact(message)) throw new Refusal('forbidden', 'This line takes no reactions.')
    if (message.deleted_at !== null) throw new Refusal('conflict', 'This message was deleted.')
    refuseWhenBlocked(held)
    const isNew = message.reactions.every((one) => one.emoji !== emoji)
    if (isNew && message.reactions.length >= MAX_EMOJI) {
      throw new Refusal('conflict', `A message takes ${MAX_EMOJI} different reactions.`)
    }
    // The time is that of the lock's holder, so that order of first use is order of commit.
    const { count } = await tx`
      insert into public.message_reactions (message_id, user_id, emoji, conversation_id, created_at)
      values (${messageId}, ${userId}, ${emoji}, ${message.conversation_id}, clock_timestamp())
      on conflict do nothing`
    return count === 0 ? [] : [await storeChange(tx, messageId, tx``)]
  })
}

/** Takes a reaction of this person back. One that is not there changes nothing. */
export function removeReaction(
  sql: Database,
  userId: string,
  messageId: string,
  emoji: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx) => {
    const { count } = await tx`
      delete from public.message_reactions
      where message_id = ${messageId} and user_id = ${userId} and emoji = ${emoji}`
    return count === 0 ? [] : [await storeChange(tx, messageId, tx``)]
  })
}
