import { mayReact } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  refuseWhenClosed,
  refuseWhenGone,
  storeChange,
  type MessageChange,
} from './change-message.ts'
import { emojiKey } from './store/emoji-key.ts'
import { refuseByModeration } from './moderation-refusal.ts'

/** The most different emoji on one message. */
const MAX_EMOJI = 20

/** Adds a reaction of this person. The same one again changes nothing. */
export function addReaction(
  sql: Database,
  userId: string,
  messageId: string,
  emoji: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, locked) => {
    const { message } = locked
    if (!mayReact(message)) throw new Refusal('forbidden', 'This line takes no reactions.')
    refuseWhenGone(locked)
    refuseWhenBlocked(locked)
    refuseWhenClosed(locked)
    await refuseByModeration(tx, userId)
    const isNew = message.reactions.every((one) => one.emoji !== emoji)
    if (isNew && message.reactions.length >= MAX_EMOJI) {
      throw new Refusal('conflict', `A message takes ${MAX_EMOJI} different reactions.`)
    }
    // `now()` is the beginning of the transaction, before the lock. The order of first use must be the order of commit,
    // so the time is read after it.
    const { count } = await tx`
      insert into public.message_reactions (message_id, user_id, emoji, conversation_id, created_at)
      select ${messageId}::uuid, ${userId}::uuid, ${emoji}::text, ${message.conversation_id}::uuid, clock_timestamp()
      where not exists (select from public.message_reactions r where ${isTheirs(tx, userId, messageId, emoji)})
      on conflict do nothing`
    return count === 0 ? [] : [await storeChange(tx, userId, messageId, tx``)]
  })
}

/** Removes a reaction of this person. A missing reaction changes nothing. */
export function removeReaction(
  sql: Database,
  userId: string,
  messageId: string,
  emoji: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx) => {
    const { count } = await tx`
      delete from public.message_reactions r where ${isTheirs(tx, userId, messageId, emoji)}`
    return count === 0 ? [] : [await storeChange(tx, userId, messageId, tx``)]
  })
}

/** Whether `r` is a reaction of this person with this emoji, in whatever spelling it was stored. */
const isTheirs = (sql: Sql, userId: string, messageId: string, emoji: string) => sql`
  r.message_id = ${messageId} and r.user_id = ${userId}
  and ${emojiKey(sql, sql`r.emoji`)} = ${emojiKey(sql, sql`${emoji}::text`)}`
