import type { Message } from '../../wire/messages.ts'
import type { StoredMessage } from '../database/message-writer.ts'
import type { Publisher } from './publish.ts'
import type { RelaySocket } from './socket-types.ts'

type Stored = StoredMessage<RelaySocket>

/**
 * Tells each conversation what one commit stored, in one frame. The socket that sent has its ack and gets no echo, unless
 * the frame also holds somebody else's message; then it drops its own by `ver`.
 */
export function announceMessages(publish: Publisher): (stored: readonly Stored[]) => void {
  return (stored) => {
    for (const group of byConversation(stored).values()) {
      const [first] = group
      if (first === undefined) continue
      const fromOneSocket = group.every(({ origin }) => origin === first.origin)
      const { conversation_id } = first.message
      const push = { conversation_id, messages: group.map(toMessage) }
      const except = fromOneSocket ? first.origin : undefined
      publish.toConversation(conversation_id, 'message:new', push, except)
    }
  }
}

/** In the order of `seq`: that is the order in which the writer stored them. */
function byConversation(stored: readonly Stored[]): Map<string, Stored[]> {
  const groups = new Map<string, Stored[]>()
  for (const one of stored) {
    const group = groups.get(one.message.conversation_id)
    if (group === undefined) groups.set(one.message.conversation_id, [one])
    else group.push(one)
  }
  return groups
}

function toMessage({ message, place }: Stored): Message {
  return {
    id: place.id,
    conversation_id: message.conversation_id,
    seq: place.seq,
    ver: place.ver,
    sender_id: message.sender_id,
    client_id: message.client_id,
    kind: 'text',
    body: message.body,
    reply_to: message.reply_to,
    reactions: [],
    created_at: place.created_at.toISOString(),
    edited_at: null,
    deleted_at: null,
  }
}
