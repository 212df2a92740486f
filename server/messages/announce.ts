import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import { forEverybody } from '../../wire/reactions.ts'
import type { Sql } from '../database/client.ts'
import { peopleNamedIn } from '../people/named.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { lateJoiners } from './late-joiners.ts'
import type { StoredMessage } from './store/message-writer.ts'
import { MAX_LATE_JOINERS } from './store/new-message.ts'

type Stored = StoredMessage<RelaySocket>

/**
 * Announces to each conversation what one commit stored, in one frame. The sender's socket has its ack and gets no
 * frame. When the frame also holds another message or the root of a thread, the sender's socket gets it too. The page
 * then ignores its own message by `ver`.
 */
export function announceMessages({
  publish,
  onFirstMessage,
}: {
  publish: Publisher
  onFirstMessage: (conversationId: string) => void
}): (stored: readonly Stored[]) => void {
  return (stored) => {
    for (const [conversationId, group] of byConversation(stored)) {
      tell(publish, conversationId, group)
      if (group[0]?.message.seq === 1) onFirstMessage(conversationId)
    }
  }
}

function tell(publish: Publisher, conversation_id: string, group: readonly Stored[]): void {
  const messages = group.map(({ message }) => message)
  const roots = rootsOf(group)
  const origin = group[0]?.origin
  const isOwnAlone = roots.length === 0 && group.every((one) => one.origin === origin)
  const hidden = [...new Set(group.flatMap(({ rootHiddenFrom }) => rootHiddenFrom))]
  const answers = { conversation_id, messages, people: sendersOf(group) }
  const except = isOwnAlone ? origin : undefined
  if (hidden.length > MAX_LATE_JOINERS) {
    publish.toConversation(conversation_id, 'message:new', answers, except)
    // There are too many people to leave out one by one. Everybody is told to request the conversation, and the answer
    // holds what they may see.
    publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
    return
  }
  const push = { ...answers, messages: [...messages, ...roots] }
  publish.toConversation(conversation_id, 'message:new', push, except, hidden)
  for (const userId of hidden) publish.toUser(userId, 'message:new', answers)
}

/** A page of a large conversation knows only the first participants, so the frame names the authors. */
function sendersOf(group: readonly Stored[]): Person[] {
  const senders = group.flatMap(({ sender }) => sender ?? [])
  return [...new Map(senders.map((one) => [one.id, one])).values()]
}

/** The messages in order of `seq`, which is the order in which the writer stored them. */
function byConversation(stored: readonly Stored[]): Map<string, Stored[]> {
  const groups = new Map<string, Stored[]>()
  for (const one of stored) {
    const group = groups.get(one.message.conversation_id)
    if (group === undefined) groups.set(one.message.conversation_id, [one])
    else group.push(one)
  }
  return groups
}

/** The roots of the threads that this commit answered in, each once, in order of `ver`. */
function rootsOf(group: readonly Stored[]): Message[] {
  const roots = new Map(group.flatMap(({ root }) => (root ? [[root.id, root]] : [])))
  return [...roots.values()].sort((a, b) => a.ver - b.ver)
}

export type ChangeEvent =
  'message:edited' | 'message:deleted' | 'message:reactions' | 'message:pinned'

/**
 * Announces the new state of messages after the commit.
 * @param userId the participant who changed them and sees their own reactions in them; a moderator is no participant
 */
export async function announceChange(
  { sql, publish }: { sql: Sql; publish: Publisher },
  event: ChangeEvent,
  changed: readonly Message[],
  userId: string | null,
): Promise<void> {
  for (const one of changed) {
    const { conversation_id } = one
    const hiddenFrom = await lateJoiners(sql, conversation_id, one.seq)
    // There are too many people to leave out one by one. Everybody is told to request the conversation, and the answer
    // holds what they may see.
    if (hiddenFrom === null) {
      publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
      continue
    }
    const push = { conversation_id, people: await peopleNamedIn(sql, [one]) }
    const shared = { ...push, messages: [forEverybody(one)] }
    // A change may add a line to the timeline. It is a new message.
    const told = one.kind === 'system' ? 'message:new' : event
    const except = userId === null ? hiddenFrom : [...hiddenFrom, userId]
    publish.toConversation(conversation_id, told, shared, undefined, except)
    if (userId !== null) publish.toUser(userId, told, { ...push, messages: [one] })
  }
}
