import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Receipts } from '../../../wire/socket.ts'

/**
 * Of two descriptions of one conversation, what holds now: of each part the one with the higher number. Frames move what is
 * held without telling names and people: those are of `described`. What is unread stays; it has a number of its own.
 */
export function mergeConversation(
  held: Conversation,
  told: Conversation,
  described: number,
): Conversation {
  const base = told.last_ver >= described ? told : held
  const mine = told.me.own_ver >= held.me.own_ver ? told.me : held.me
  return {
    ...base,
    last_seq: Math.max(held.last_seq, told.last_seq),
    last_ver: Math.max(held.last_ver, told.last_ver),
    last_message: newerMessage(held.last_message, told.last_message),
    active_at: held.active_at > told.active_at ? held.active_at : told.active_at,
    unread: held.unread,
    me: { ...mine, role: base.me.role, mentions: held.me.mentions },
    participants: newestMarks(base.participants, [held.participants, told.participants]),
  }
}

/** What the list shows of messages just applied. Never the unread count: that is the server's to count. */
export function withMessages(
  conversation: Conversation,
  messages: readonly Message[],
): Conversation {
  let { last_message, last_seq, active_at } = conversation
  for (const message of messages) {
    last_message = newerMessage(last_message, message)
    if (message.seq <= last_seq) continue
    last_seq = message.seq
    if (message.created_at > active_at) active_at = message.created_at
  }
  return { ...conversation, last_message, last_seq, active_at }
}

/** One person's marks, unless newer ones are known. */
export const withMarks = (conversation: Conversation, marks: Receipts): Conversation => ({
  ...conversation,
  participants: newestMarks(conversation.participants, [[marks]]),
})

type Marks = Pick<Participant, 'user_id' | 'last_read_seq' | 'last_delivered_seq' | 'receipts_ver'>

function newestMarks(
  participants: readonly Participant[],
  sources: readonly (readonly Marks[])[],
): Participant[] {
  const newest = new Map<string, Marks>()
  for (const marks of sources.flat()) {
    const known = newest.get(marks.user_id)
    if (known === undefined || marks.receipts_ver >= known.receipts_ver)
      newest.set(marks.user_id, marks)
  }
  return participants.map((participant) => {
    const marks = newest.get(participant.user_id)
    const isNews = marks !== undefined && marks.receipts_ver >= participant.receipts_ver
    if (!isNews || isSame(marks, participant)) return participant
    const { last_read_seq, last_delivered_seq, receipts_ver } = marks
    return { ...participant, last_read_seq, last_delivered_seq, receipts_ver }
  })
}

const isSame = (one: Marks, other: Marks) =>
  one.receipts_ver === other.receipts_ver &&
  one.last_read_seq === other.last_read_seq &&
  one.last_delivered_seq === other.last_delivered_seq

function newerMessage(a: Message | null, b: Message | null): Message | null {
  if (a === null || b === null) return a ?? b
  if (a.seq !== b.seq) return a.seq > b.seq ? a : b
  return a.ver >= b.ver ? a : b
}
