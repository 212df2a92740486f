import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import type { StoredMessage } from './store/message-writer.ts'
import { MAX_LATE_JOINERS } from './store/new-message.ts'

type Stored = StoredMessage<RelaySocket>

/**
 * Tells each conversation what one commit stored, in one frame. The sender's socket has its answer and gets no echo. It gets
 * the frame all the same when that holds another message or the first one of a thread; it then drops its own by `ver`.
 */
export function announceMessages(publish: Publisher): (stored: readonly Stored[]) => void {
  return (stored) => {
    for (const [conversationId, group] of byConversation(stored))
      tell(publish, conversationId, group)
  }
}

function tell(publish: Publisher, conversation_id: string, group: readonly Stored[]): void {
  const messages = group.map(({ message }) => message)
  const roots = rootsOf(group)
  const origin = group[0]?.origin
  const isOwnAlone = roots.length === 0 && group.every((one) => one.origin === origin)
  const lateJoiners = [...new Set(group.flatMap(({ rootHiddenFrom }) => rootHiddenFrom))]
  const answers = { conversation_id, messages, people: sendersOf(group) }
  const except = isOwnAlone ? origin : undefined
  if (lateJoiners.length > MAX_LATE_JOINERS) {
    publish.toConversation(conversation_id, 'message:new', answers, except)
    // Too many to leave out: everybody is told to ask, and is answered with what they may see.
    publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
    return
  }
  const push = { ...answers, messages: [...messages, ...roots] }
  publish.toConversation(conversation_id, 'message:new', push, except, lateJoiners)
  for (const userId of lateJoiners) publish.toUser(userId, 'message:new', answers)
}

/** Of a large conversation pages know only the first participants: the frame says who wrote. */
function sendersOf(group: readonly Stored[]): Person[] {
  const senders = group.flatMap(({ sender }) => sender ?? [])
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

/** The first messages of the threads in which this commit answered, each once, in order of `ver`. */
function rootsOf(group: readonly Stored[]): Message[] {
  const roots = new Map(group.flatMap(({ root }) => (root ? [[root.id, root]] : [])))
  return [...roots.values()].sort((a, b) => a.ver - b.ver)
}
