import type { Sql } from '../database/client.ts'

/** Who is in the conversation and may not see this message, because they joined after it. */
export async function lateJoiners(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select user_id as id from public.conversation_participants
    where conversation_id = ${conversationId} and joined_seq >= ${seq} and left_at is null`
  return rows.map((row) => row.id)
}
