import type { Message } from '../../wire/messages.ts'
import type { MessageSend } from '../../wire/requests/messages.ts'
import { blockRefusal } from '../blocks/block-refusal.ts'
import { notFound, Refusal } from '../refusal.ts'
import { moderationRefusal } from './moderation-refusal.ts'
import { postClosed, roomRefusal } from './room-refusal.ts'
import type { MessageWriter } from './store/message-writer.ts'
import type { NewMessage } from './store/new-message.ts'

export interface Sent {
  message: Message
  /** False when an earlier attempt stored the message. */
  isNew: boolean
}

/** A long message counts as several. */
const CHARACTERS_OF_ONE = 400

/** What a message costs more than a short one, in short messages. */
export const extraCostOf = (body: string) => Math.floor(body.length / CHARACTERS_OF_ONE)

/**
 * Stores a message of this person. A repeated `client_id` gets the stored message in its present state.
 * @param ownerId whose uploads the message may carry: in a dark room, the person behind the alias that sends
 */
export async function sendMessage<Origin>(
  writer: MessageWriter<Origin>,
  senderId: string,
  { conversation_id, client_id, body, mentions, files, preview, ...special }: MessageSend,
  origin?: Origin,
  ownerId: string = senderId,
): Promise<Sent> {
  const { reply_to = null, thread_root = null } = special
  const draft: NewMessage = {
    ...{ conversation_id, sender_id: senderId, client_id, body, reply_to, thread_root },
    ...(mentions !== undefined && { mentions }),
    ...(files !== undefined && { files: { ownerId, items: files } }),
    ...(preview !== undefined && { preview }),
  }
  const result = await writer.write(draft, origin)
  switch (result.kind) {
    case 'stored':
    case 'existing':
      return { message: result.message, isNew: result.kind === 'stored' }
    case 'not_participant':
      throw notFound('conversation')
    case 'bad_reply':
      throw new Refusal('invalid_request', 'reply_to: this message is not in the conversation.')
    case 'bad_thread':
      throw new Refusal(
        'invalid_request',
        'thread_root: this message cannot be the root of a thread here.',
      )
    case 'locked':
    case 'closed':
      throw roomRefusal(result.kind)
    case 'post_closed':
      throw postClosed()
    case 'too_soon':
      throw new Refusal(
        'rate_limited',
        `Slow mode: the next message can be sent in ${result.seconds} s.`,
        result.seconds,
      )
    case 'muted':
    case 'new_account':
      throw moderationRefusal(result.kind, result.seconds)
    case 'filtered':
    case 'in_review':
    case 'taken_back':
      throw moderationRefusal(result.kind)
    case 'blocked':
      throw blockRefusal(result.block)
    default:
      // A newer database has reasons that this relay does not know.
      result satisfies never
      throw new Refusal('unavailable', 'This relay does not know why the message is not stored.')
  }
}
