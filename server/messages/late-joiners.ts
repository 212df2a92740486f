import type { Sql } from '../database/client.ts'
import { MAX_LATE_JOINERS } from './store/new-message.ts'

/**
 * Participants who may not see this message, because they joined after it; null when there are too many to be left out of a
 * frame one by one.
 */
export async function lateJoiners(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<string[] | null> {
  const rows = await sql<{ id: string }[]>`
    select user_id as id from public.conversation_participants
    where conversation_id = ${conversationId} and joined_seq >= ${seq} and left_at is null
    limit ${MAX_LATE_JOINERS + 1}`
  return rows.length > MAX_LATE_JOINERS ? null : rows.map((row) => row.id)
}
