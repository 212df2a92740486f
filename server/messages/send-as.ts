import { createHash } from 'node:crypto'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Message } from '../../wire/messages.ts'
import type { MessageSend } from '../../wire/requests/messages.ts'
import { writerIn } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'
import { sendMessage, type Sent } from './send.ts'
import { messageFor } from './store/message-json.ts'
import type { MessageWriter } from './store/message-writer.ts'

/** Sends a message as the person, or as the person's alias where the conversation is a dark room. */
export async function sendAs<Origin>(
  { sql, writer }: { sql: Sql; writer: MessageWriter<Origin> },
  userId: string,
  message: MessageSend,
  origin?: Origin,
): Promise<Sent> {
  const { alias_id, ...draft } = message
  const { conversation_id, client_id } = draft
  if (!isOfDarkRoom(conversation_id)) return sendMessage(writer, userId, draft, origin)
  const aliasId = await writerIn(sql, userId, conversation_id)
  // The alias of the earlier attempt was forgotten, and so nobody can tell whether it was stored.
  if (alias_id !== undefined && alias_id !== aliasId) throw notFound('conversation')
  const stored = { ...draft, client_id: storedClientId(aliasId, client_id) }
  const ended = await endedAttempt(sql, aliasId, stored)
  if (ended !== null) return { message: { ...ended, client_id }, isNew: false }
  const sent = await sendMessage(writer, aliasId, stored, origin, userId)
  return { ...sent, message: { ...sent.message, client_id } }
}

/** A message that ends within this time counts as ended: the writer may look for it a moment later. */
const SOON = '1 minute'

/**
 * An earlier attempt whose message has ended. The message names no alias any more, so the writer does not find it and would
 * store it again. People would then see the text again a day later. The place of the message still has its `client_id`,
 * which nobody but its author can make.
 */
async function endedAttempt(
  sql: Sql,
  aliasId: string,
  { conversation_id, client_id }: MessageSend,
): Promise<Message | null> {
  const [row] = await sql<{ message: Message }[]>`
    select ${messageFor(sql, 'm', sql`${aliasId}::uuid`)} as message
    from (
      select * from public.messages ended
      where ended.sender_id is null and ended.conversation_id = ${conversation_id}
        and ended.client_id = ${client_id}
      union all
      select * from public.messages ending
      where ending.sender_id = ${aliasId} and ending.conversation_id = ${conversation_id}
        and ending.client_id = ${client_id} and ending.expires_at < now() + ${SOON}::interval
      limit 1
    ) m`
  return row?.message ?? null
}

/**
 * Everybody who reads a message gets its `client_id`. A program that uses one id in two rooms would connect two aliases,
 * so what is stored belongs to one alias. A second attempt gets the same one, so it still finds the first.
 */
export function storedClientId(aliasId: string, clientId: string): string {
  const digits = createHash('sha256').update(`${aliasId} ${clientId}`).digest('hex')
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
