import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { readRows } from '../database/rows.ts'

const row = z.object({ user_id: id })

/** The participants who may not see this message, because they joined after it. */
export async function lateJoiners(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<string[]> {
  const query = sql`
    select user_id from public.conversation_participants
    where conversation_id = ${conversationId} and joined_seq >= ${seq} and left_at is null`
  return (await readRows(row, query)).map(({ user_id }) => user_id)
}
