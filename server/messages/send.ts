import type { MessageReceipt, MessageSend } from '../../wire/messages.ts'
import type { MessageWriter } from './store/message-writer.ts'
import { notFound, Refusal } from '../refusal.ts'
import { blockRefusal } from '../blocks/block-refusal.ts'

/** A receipt, and whether this call stored the message or an earlier one had. */
export interface Sent {
  receipt: MessageReceipt
  isNew: boolean
}

/** Stores a message of this person. Sending the same `client_id` again answers with the first message. */
export async function sendMessage<Origin>(
  writer: MessageWriter<Origin>,
  senderId: string,
  { conversation_id, client_id, body, reply_to = null, thread_root = null }: MessageSend,
  origin?: Origin,
): Promise<Sent> {
  const message = { conversation_id, sender_id: senderId, client_id, body, reply_to, thread_root }
  const result = await writer.write(message, origin)
  switch (result.kind) {
    case 'not_member':
      throw notFound('conversation')
    case 'bad_reply':
      throw new Refusal('invalid_request', 'reply_to: this message is not in the conversation.')
    case 'bad_thread':
      throw new Refusal('invalid_request', 'thread_root: no thread can hang on this message here.')
    case 'blocked':
      throw blockRefusal(result.block)
    case 'stored':
    case 'existing': {
      const { id, seq, ver, created_at } = result.place
      const receipt = { id, client_id, seq, ver, created_at: created_at.toISOString() }
      return { receipt, isNew: result.kind === 'stored' }
    }
  }
}
