import { z } from 'zod'
import { conversationKind, participant } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import { mayChangeLifetime } from '../../wire/permissions.ts'
import { blockRefusal } from '../blocks/block-refusal.ts'
import { directBlock, directBlockBetween } from '../blocks/direct-block.ts'
import { theirConversations } from '../conversations/conversation-json.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { lockConversation } from '../messages/store/write-messages.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { notFound, Refusal } from '../refusal.ts'

/** A change that waits longer for the lock of its conversation gives its connection back. */
const LOCK_TIMEOUT = '2s'

/** The facts that decide who may change how long messages live. */
const facts = z.object({
  kind: conversationKind,
  role: participant.shape.role,
  /** A person of the pair has blocked their counterpart. */
  block: directBlock.nullable(),
})

/**
 * Changes how long new messages of a conversation live. Messages that exist keep their ends. Returns the system line,
 * or null when the setting was the same before.
 */
export function changeLifetime(
  sql: Database,
  userId: string,
  conversationId: string,
  seconds: number | null,
): Promise<Message | null> {
  return sql.begin(async (tx) => {
    await requireActor(tx, userId, conversationId)
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    await lockConversation(tx, conversationId)
    // The person may have been removed before the lock.
    await requireActor(tx, userId, conversationId)
    const { count } = await tx`
      update public.conversations set message_lifetime_seconds = ${seconds}
      where id = ${conversationId} and message_lifetime_seconds is distinct from ${seconds}`
    if (count === 0) return null
    return writeSystemLine(tx, conversationId, userId, { type: 'lifetime_changed', seconds })
  })
}

async function requireActor(sql: Sql, userId: string, conversationId: string): Promise<void> {
  const actor = await readRow(
    facts,
    sql`
      select place.kind, me.role, ${directBlockBetween(sql, sql`place.id`, sql`me.user_id`)} as block
      from ${theirConversations(sql, userId, 'place', 'me')} where place.id = ${conversationId}`,
  )
  if (actor === undefined) throw notFound('conversation')
  if (!mayChangeLifetime(actor)) {
    throw new Refusal('forbidden', 'You may not change how long messages stay here.')
  }
  if (actor.block !== null) throw blockRefusal(actor.block)
}
