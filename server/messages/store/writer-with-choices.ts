import type { Sql } from '../../database/client.ts'
import type { MessageWriter } from './message-writer.ts'
import type { NewMessage } from './new-message.ts'
import { isReviewOf } from './review-of.ts'

/**
 * The writer, which keeps what a person chose beside the text of a message that waits for a review: whom its names mean,
 * and that its link gets no preview. The database keeps the text in the report, and knows nothing of these.
 */
export function writerWithChoices<Origin>(
  writer: MessageWriter<Origin>,
  sql: Sql,
): MessageWriter<Origin> {
  return {
    ...writer,
    async write(message, origin) {
      const result = await writer.write(message, origin)
      if (result.kind === 'in_review') await keepChoices(sql, message)
      return result
    },
  }
}

/**
 * A retry changes nothing, but it completes what a killed relay has begun. The new version refuses a decision on the
 * message as it was without the choices.
 */
async function keepChoices(sql: Sql, message: NewMessage): Promise<void> {
  const { mentions, preview } = message
  if (mentions === undefined && preview === undefined) return
  await sql`
    update public.reports
    set draft = draft || ${JSON.stringify({ mentions, preview })}::text::jsonb, version = version + 1
    where ${isReviewOf(sql, message)} and decided_at is null
      and draft -> 'mentions' is null and draft -> 'preview' is null`
}
