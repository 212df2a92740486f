import type { Conversation, Participant } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { MarkState } from '../../wire/socket.ts'

/**
 * Of two descriptions of one conversation, what holds now. The counters say which is newer; when each is newer in
 * something, the newer of each part is taken, and the server is asked again by whoever sees the marks move. Frames move
 * the counters of what is held without telling names and people: those are of `described`.
 */
export function mergeConversation(
  held: Conversation,
  told: Conversation,
  described = held.last_ver,
): Conversation {
  const hasNewerMarks = told.marks_ver >= held.marks_ver
  if (told.last_ver >= held.last_ver && hasNewerMarks) return told
  const base = told.last_ver >= described ? told : held
  return {
    ...base,
    last_seq: Math.max(held.last_seq, told.last_seq),
    last_ver: Math.max(held.last_ver, told.last_ver),
    marks_ver: Math.max(held.marks_ver, told.marks_ver),
    last_message: newerMessage(held.last_message, told.last_message),
    active_at: held.active_at > told.active_at ? held.active_at : told.active_at,
    unread: held.unread,
    participants: base.participants.map((participant) => {
      const mine = participantOf(held, participant.user_id)
      const theirs = participantOf(told, participant.user_id)
      // Marking unread is a step back: where the marks told are the newer ones, they hold as they are.
      if (hasNewerMarks && theirs !== undefined) return { ...participant, ...marksOf(theirs) }
      return withMarks(withMarks(participant, mine), theirs)
    }),
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

/** What the server counted for the person. */
type Counts = Pick<Conversation, 'unread'> & Pick<Conversation['me'], 'mentions'>

/**
 * Marks only move forward. A `marks_ver` that skips one is not taken over, nor one that comes with marks known here: it
 * stands for another move as well, and sync finds that.
 */
export function applyMarks(
  conversation: Conversation,
  marks: MarkState,
  { unread, mentions }: Counts = { ...conversation.me, unread: conversation.unread },
): Conversation {
  const held = participantOf(conversation, marks.user_id)
  const isNext =
    marks.marks_ver === conversation.marks_ver + 1 && held !== undefined && isAhead(marks, held)
  return {
    ...conversation,
    unread,
    me: { ...conversation.me, mentions },
    marks_ver: isNext ? marks.marks_ver : conversation.marks_ver,
    participants: conversation.participants.map((participant) =>
      participant.user_id === marks.user_id ? withMarks(participant, marks) : participant,
    ),
  }
}

/** Whether the person's counts in it may have become others since. */
export function isMoved(
  before: Conversation,
  now: Conversation | undefined,
  userId: string,
): boolean {
  const readIn = (one: Conversation) => participantOf(one, userId)?.last_read_seq
  return now !== undefined && (now.last_ver !== before.last_ver || readIn(now) !== readIn(before))
}

export function participantOf(conversation: Conversation, userId: string): Participant | undefined {
  return conversation.participants.find(({ user_id }) => user_id === userId)
}

const isAhead = (told: Marks, held: Marks) =>
  told.last_read_seq > held.last_read_seq || told.last_delivered_seq > held.last_delivered_seq

type Marks = Pick<Participant, 'last_read_seq' | 'last_delivered_seq'>

const marksOf = ({ last_read_seq, last_delivered_seq }: Marks): Marks => ({
  last_read_seq,
  last_delivered_seq,
})

function withMarks(participant: Participant, marks: Marks | undefined): Participant {
  if (marks === undefined) return participant
  return {
    ...participant,
    last_read_seq: Math.max(participant.last_read_seq, marks.last_read_seq),
    last_delivered_seq: Math.max(participant.last_delivered_seq, marks.last_delivered_seq),
  }
}

function newerMessage(a: Message | null, b: Message | null): Message | null {
  if (a === null || b === null) return a ?? b
  if (a.seq !== b.seq) return a.seq > b.seq ? a : b
  return a.ver >= b.ver ? a : b
}
