import type { Sql } from '../../database/client.ts'
import type { NewMessage } from './new-message.ts'

/** The report of a message that a filter keeps for a moderator, as a condition on `public.reports`. */
export const isReviewOf = (
  sql: Sql,
  message: Pick<NewMessage, 'conversation_id' | 'sender_id' | 'client_id'>,
) => sql`
  kind = 'review' and subject_id = ${message.sender_id} and conversation_id = ${message.conversation_id}
  and draft ->> 'client_id' = ${message.client_id}`
