import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import { MAX_LATE_JOINERS } from './store/new-message.ts'
import type { StoredMessage } from './store/message-writer.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'

type Stored = StoredMessage<RelaySocket>

/**
 * Tells each conversation what one commit stored, in one frame. The socket that sent has its ack and gets no echo, unless
 * the frame also holds somebody else's message or the first one of a thread; then it drops its own by `ver`.
 */
export function announceMessages(publish: Publisher): (stored: readonly Stored[]) => void {
  return (stored) => {
    for (const group of byConversation(stored).values()) {
      const [first] = group
      if (first === undefined) continue
      tell(publish, group, first)
    }
  }
}

function tell(publish: Publisher, group: readonly Stored[], first: Stored): void {
  const { conversation_id } = first.message
  const messages = group.map(toMessage)
  const roots = rootsOf(group)
  const isOwnAlone = roots.length === 0 && group.every(({ origin }) => origin === first.origin)
  const except = isOwnAlone ? first.origin : undefined
  const late = [...new Set(group.flatMap(({ place }) => place.root_hidden_from))]
  const people = sendersOf(group)
  const answers = { conversation_id, messages, people }
  if (late.length > MAX_LATE_JOINERS) {
    publish.toConversation(conversation_id, 'message:new', answers, except)
    // Too many to leave out: everybody is told to ask, and is answered with what they may see.
    publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
    return
  }
  const push = { ...answers, messages: [...messages, ...roots] }
  publish.toConversation(conversation_id, 'message:new', push, except, late)
  for (const userId of late) publish.toUser(userId, 'message:new', answers)
}

/** Of a large conversation pages know only the first participants: the frame says who wrote. */
function sendersOf(group: readonly Stored[]): Person[] {
  const senders = group.flatMap(({ place }) => place.sender ?? [])
  return [...new Map(senders.map((one) => [one.id, one])).values()]
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

/** The first messages of threads that this commit answered in, each once, in order of `ver`. */
function rootsOf(group: readonly Stored[]): Message[] {
  const roots = new Map(group.flatMap(({ place: { root } }) => (root ? [[root.id, root]] : [])))
  return [...roots.values()].sort((a, b) => a.ver - b.ver)
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
    thread_root: message.thread_root,
    thread: null,
    mentions: place.mentions,
    event: null,
    reactions: [],
    created_at: place.created_at.toISOString(),
    edited_at: null,
    deleted_at: null,
  }
}
