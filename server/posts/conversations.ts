import type { Sql } from '../database/client.ts'
import type { Publisher } from '../realtime/publish.ts'

/** What a commit changed: the conversations whose people see another title or state of the post. */
export interface ChangedPost {
  conversationIds: string[]
}

/** A change that waits longer for a locked conversation gives its connection back. The pool serves everybody else. */
const LOCK_TIMEOUT = '2s'

/**
 * Gives every conversation about a post its next `ver`, so that sync brings the change to whoever misses the event. The
 * rows stay locked until the commit: a message is stored before the post was closed, or it is refused.
 */
export async function numberConversationsOf(tx: Sql, postId: string): Promise<string[]> {
  await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
  const rows = await tx<{ id: string }[]>`
    with locked as materialized (
      select id from public.conversations where post_id = ${postId} order by id for no key update
    )
    update public.conversations c set last_ver = c.last_ver + 1
    from locked where c.id = locked.id returning c.id`
  return rows.map(({ id }) => id)
}

/** Announces a change of a post after its commit. */
export function announcePost(publish: Publisher, { conversationIds }: ChangedPost): void {
  for (const conversation_id of conversationIds) {
    publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
  }
}
