import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Receipts } from '../../../wire/socket.ts'

/**
 * Merges two states of one conversation. Each field comes from the state with the higher number. Frames move `known`
 * without bringing names and participants. Those have the version `metadataVer`. The unread count stays, because it
 * has a number of its own.
 */
export function mergeConversation(
  known: Conversation,
  told: Conversation,
  metadataVer: number,
): Conversation {
  const base = told.last_ver >= metadataVer ? told : known
  const mine = told.me.own_ver >= known.me.own_ver ? told.me : known.me
  return {
    ...base,
    last_seq: Math.max(known.last_seq, told.last_seq),
    last_ver: Math.max(known.last_ver, told.last_ver),
    last_message: newerMessage(known.last_message, told.last_message),
    active_at: known.active_at > told.active_at ? known.active_at : told.active_at,
    unread: known.unread,
    me: { ...mine, role: base.me.role, mentions: known.me.mentions },
    participants: newestReceipts(base.participants, [known.participants, told.participants]),
  }
}

/** The conversation after these messages were applied. The unread count stays: only the server counts. */
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

/** Puts in the receipts of one person, unless newer ones are known. */
export const withReceipts = (conversation: Conversation, receipts: Receipts): Conversation => ({
  ...conversation,
  participants: newestReceipts(conversation.participants, [[receipts]]),
})

type ReceiptsOf = Pick<
  Participant,
  'user_id' | 'last_read_seq' | 'last_delivered_seq' | 'receipts_ver'
>

function newestReceipts(
  participants: readonly Participant[],
  sources: readonly (readonly ReceiptsOf[])[],
): Participant[] {
  const newest = new Map<string, ReceiptsOf>()
  for (const receipts of sources.flat()) {
    const known = newest.get(receipts.user_id)
    if (known === undefined || receipts.receipts_ver >= known.receipts_ver)
      newest.set(receipts.user_id, receipts)
  }
  return participants.map((participant) => {
    const receipts = newest.get(participant.user_id)
    const isNews = receipts !== undefined && receipts.receipts_ver >= participant.receipts_ver
    if (!isNews || isSame(receipts, participant)) return participant
    const { last_read_seq, last_delivered_seq, receipts_ver } = receipts
    return { ...participant, last_read_seq, last_delivered_seq, receipts_ver }
  })
}

const isSame = (one: ReceiptsOf, other: ReceiptsOf) =>
  one.receipts_ver === other.receipts_ver &&
  one.last_read_seq === other.last_read_seq &&
  one.last_delivered_seq === other.last_delivered_seq

function newerMessage(a: Message | null, b: Message | null): Message | null {
  if (a === null || b === null) return a ?? b
  if (a.seq !== b.seq) return a.seq > b.seq ? a : b
  return a.ver >= b.ver ? a : b
}
