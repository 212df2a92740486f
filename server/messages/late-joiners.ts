import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { readRows } from '../database/rows.ts'
import { MAX_LATE_JOINERS } from './store/new-message.ts'

const row = z.object({ user_id: id })

/**
 * The participants who may not see this message, because they joined after it. Null when they are too many to leave out
 * of a frame one by one. `joined_seq > 0` lets the database use its index of late joiners.
 */
export async function lateJoiners(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<string[] | null> {
  const query = sql`
    select user_id from public.conversation_participants
    where conversation_id = ${conversationId} and joined_seq >= ${seq} and joined_seq > 0
      and left_at is null
    limit ${MAX_LATE_JOINERS + 1}`
  const rows = await readRows(row, query)
  return rows.length > MAX_LATE_JOINERS ? null : rows.map(({ user_id }) => user_id)
}
