import { forEverybody } from '../../wire/reactions.ts'
import type { Database } from '../database/client.ts'
import { lateJoiners } from '../messages/late-joiners.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { Collected } from './collect.ts'

/**
 * Tells each conversation what was collected in it. Pages have hidden these messages by themselves. The frames keep
 * their `ver` complete, so that the next message finds no gap.
 */
export async function announceCollected(
  { sql, publish }: { sql: Database; publish: Publisher },
  collected: readonly Collected[],
): Promise<void> {
  for (const { conversation_id, messages } of collected) {
    const oldest = Math.min(...messages.map(({ seq }) => seq))
    // People who joined after the oldest of them may not see it. Their pages find the gap and sync.
    const hiddenFrom = await lateJoiners(sql, conversation_id, oldest)
    if (hiddenFrom === null) {
      publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
      continue
    }
    const push = { conversation_id, messages: messages.map(forEverybody) }
    publish.toConversation(conversation_id, 'message:deleted', push, undefined, hiddenFrom)
    for (const userId of hiddenFrom)
      publish.toUser(userId, 'conversation:changed', { conversation_id })
  }
}
