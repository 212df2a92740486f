import { randomUUID } from 'node:crypto'
import type { NewMessage } from '../server/messages/store/new-message.ts'

/** A message for the writer, as the edge of `message:send` passes it on. */
export const newMessage = (
  conversation_id: string,
  sender_id: string,
  change: Partial<NewMessage> = {},
): NewMessage => ({
  conversation_id,
  sender_id,
  client_id: randomUUID(),
  body: 'hello',
  reply_to: null,
  thread_root: null,
  ...change,
})
