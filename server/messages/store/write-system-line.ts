import { randomUUID } from 'node:crypto'
import type { Message, SystemEvent } from '../../../wire/messages.ts'
import type { Sql } from '../../database/client.ts'
import { readRow } from '../../database/rows.ts'
import { newMessageJson } from './message-json.ts'
import { messageRow } from './message-row.ts'

/**
 * Adds a system line about a change of the conversation. It is the conversation's next message, and sync brings it like
 * every message. Call it only in the transaction of that change, which has locked the conversation's row.
 */
export async function writeSystemLine(
  sql: Sql,
  conversationId: string,
  actorId: string | null,
  event: SystemEvent,
): Promise<Message> {
  const [taken] = await sql<{ last_seq: number; last_ver: number; at: Date }[]>`
    update public.conversations
    set last_seq = last_seq + 1, last_ver = last_ver + 1,
      active_at = date_trunc('milliseconds', clock_timestamp())
    where id = ${conversationId}
    returning last_seq, last_ver, active_at as at`
  if (taken === undefined) throw new Error('a system line needs its conversation')
  const query = sql`
    insert into public.messages as m
      (conversation_id, seq, ver, sender_id, client_id, kind, body, event, created_at)
    values (${conversationId}, ${taken.last_seq}, ${taken.last_ver}, ${actorId}, ${randomUUID()},
      'system', '', ${sql.json(event)}, ${taken.at})
    returning ${newMessageJson(sql, 'm')} as message`
  const line = await readRow(messageRow, query)
  if (line === undefined) throw new Error('a system line was not stored')
  return line.message
}
