import type { Sql } from '../database/client.ts'
import type { Publisher } from '../realtime/publish.ts'
import { shownWithFirstMessage } from '../conversations/memberships.ts'

/**
 * The first message shows a pair to the person who did not open it. A page that misses this event loads the conversation
 * because of the message.
 */
export function showWithFirstMessage({ sql, publish }: { sql: Sql; publish: Publisher }) {
  return (conversationId: string): void => {
    shownWithFirstMessage(sql, conversationId).then(
      (shown) => {
        for (const [userId, conversation] of shown) {
          publish.toUser(userId, 'conversation:new', { conversation })
        }
      },
      // The database did not answer. The next sync brings the conversation.
      () => undefined,
    )
  }
}
