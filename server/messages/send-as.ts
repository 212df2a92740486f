import { createHash } from 'node:crypto'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { MessageSend } from '../../wire/messages.ts'
import { writerIn } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { sendMessage, type Sent } from './send.ts'
import type { MessageWriter } from './store/message-writer.ts'

/** Sends a message as the person, or as the person's alias where the conversation is a dark room. */
export async function sendAs<Origin>(
  { sql, writer }: { sql: Sql; writer: MessageWriter<Origin> },
  userId: string,
  message: MessageSend,
  origin?: Origin,
): Promise<Sent> {
  const { conversation_id, client_id } = message
  if (!isOfDarkRoom(conversation_id)) return sendMessage(writer, userId, message, origin)
  const aliasId = await writerIn(sql, userId, conversation_id)
  const stored = { ...message, client_id: clientIdOf(aliasId, client_id) }
  const sent = await sendMessage(writer, aliasId, stored, origin, userId)
  return { ...sent, message: { ...sent.message, client_id } }
}

/**
 * Everybody who reads a message gets its `client_id`. A program that uses one id in two rooms would connect two aliases,
 * so what is stored belongs to one alias. A second attempt gets the same one, so it still finds the first.
 */
function clientIdOf(aliasId: string, clientId: string): string {
  const digits = createHash('sha256').update(`${aliasId} ${clientId}`).digest('hex')
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
