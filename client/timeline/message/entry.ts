import {
  authorKey,
  authorOf,
  isBy,
  isByOneOf,
  personAuthor,
  type Author,
} from '../../../wire/author.ts'
import type { Participant } from '../../../wire/conversations.ts'
import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { Message } from '../../../wire/messages.ts'
import type { PendingMessage, PendingState } from '../../realtime/outbox/pending.ts'

/** `refused`: it failed, and would again. `seen`: in a group, some have read it and some have not. */
export type DeliveryState =
  PendingState['kind'] | 'refused' | 'sent' | 'delivered' | 'seen' | 'read'

/** One bubble, the same shape before and after the server has it, so that confirming one redraws nothing else. */
export interface MessageEntry {
  kind: 'message'
  key: string
  clientId: string
  /** None while it waits to be sent. */
  message: Message | null
  author: Author
  body: string
  at: string
  edited: boolean
  deleted: boolean
  /** Only of one's own. */
  state: DeliveryState | null
  failure: ErrorCode | null
  /** How many of a group have read it; only of one's own. */
  readers: number
  /** The id of the message it quotes, and that message as far as it is loaded. */
  replyTo: string | null
  quoted: Message | null
  /** By somebody one has blocked: hidden until it is asked for. */
  blocked: boolean
  /** First and last of a run by one author. */
  first: boolean
  last: boolean
}

type Receipts = Pick<Participant, 'last_read_seq' | 'last_delivered_seq'>

interface Readers {
  /** How many of the others have read up to this message. */
  count(seq: number): number
  stateOf(seq: number): DeliveryState
}

/** Sorted once, so that a group of a thousand costs each message a few steps and not a thousand. */
export function readersOf(participants: readonly Receipts[]): Readers {
  const reads = participants.map((participant) => participant.last_read_seq).sort((a, b) => a - b)
  const delivered = Math.min(...participants.map((participant) => participant.last_delivered_seq))

  function count(seq: number): number {
    let low = 0
    let high = reads.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((reads[middle] ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return reads.length - low
  }

  return {
    count,
    stateOf(seq) {
      if (reads.length === 0) return 'sent'
      const read = count(seq)
      if (read === reads.length) return 'read'
      if (read > 0) return 'seen'
      return seq <= delivered ? 'delivered' : 'sent'
    },
  }
}

interface EntryContext {
  me: string
  byId: ReadonlyMap<string, Message>
}

interface StoredContext extends EntryContext {
  readers: Readers
  blocked: ReadonlySet<string>
}

export function fromMessage(message: Message, context: StoredContext): MessageEntry {
  const author = authorOf(message)
  const mine = isBy(author, context.me)
  return {
    kind: 'message',
    key: `${authorKey(author)} ${message.client_id}`,
    clientId: message.client_id,
    message,
    author,
    body: message.body,
    at: message.created_at,
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null,
    state: mine ? context.readers.stateOf(message.seq) : null,
    failure: null,
    readers: mine ? context.readers.count(message.seq) : 0,
    replyTo: message.reply_to,
    quoted: context.byId.get(message.reply_to ?? '') ?? null,
    blocked: isByOneOf(author, context.blocked),
    first: true,
    last: true,
  }
}

const isRefused = (state: PendingState) => state.kind === 'failed' && state.code === 'forbidden'

/** This browser's clock may be slow: a message never stands before the day of the one above it. */
export function fromPending(
  pending: PendingMessage,
  { me, byId }: EntryContext,
  above: { at: string } | null,
): MessageEntry {
  const { written_at: written, state } = pending
  const author = personAuthor(me)
  return {
    kind: 'message',
    key: `${authorKey(author)} ${pending.client_id}`,
    clientId: pending.client_id,
    message: null,
    author,
    body: pending.body,
    at: above && Date.parse(above.at) > Date.parse(written) ? above.at : written,
    edited: false,
    deleted: false,
    state: isRefused(state) ? 'refused' : state.kind,
    failure: state.kind === 'failed' ? state.code : null,
    readers: 0,
    replyTo: pending.reply_to,
    quoted: byId.get(pending.reply_to ?? '') ?? null,
    blocked: false,
    first: true,
    last: true,
  }
}
