import {
  authorKey,
  authorOf,
  isBy,
  isByOneOf,
  authorOfId,
  type Author,
} from '../../../wire/author.ts'
import type { Participant } from '../../../wire/conversations.ts'
import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { MessageFile } from '../../../wire/files.ts'
import type { MentionedPerson } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import type { PendingFile } from '../../uploads/pending-file.ts'
import type { PendingMessage, PendingState } from '../../realtime/store/pending-message.ts'

/**
 * `refused`: the message failed, and a retry would fail too. `unfit`: the same, and another text or other files may pass.
 * `in_review`: a filter waits for a moderator. `seen`: some of a group have read it, but not all.
 */
export type DeliveryState =
  PendingState['kind'] | 'refused' | 'unfit' | 'in_review' | 'sent' | 'delivered' | 'seen' | 'read'

/** Those of a pending message lie on this device. */
type MessageFiles = readonly MessageFile[] | readonly PendingFile[]

/**
 * One bubble. It has the same shape before and after the server confirms it, so that confirming redraws
 * nothing else.
 */
export interface MessageEntry {
  kind: 'message'
  key: string
  clientId: string
  /** Null while the message waits to be sent. */
  message: Message | null
  author: Author
  body: string
  /** Whom the writer of a message that is not sent yet has chosen. */
  mentions?: readonly MentionedPerson[] | undefined
  files: MessageFiles | undefined
  at: string
  edited: boolean
  /** The message has no body any more: it was deleted, or a moderator hid it. */
  deleted: boolean
  /** Null for messages of other people. */
  state: DeliveryState | null
  failure: ErrorCode | null
  /** What the moderator wrote who refused it. */
  reason?: string | null | undefined
  /** This browser could not store it, so it waits in this tab only. */
  onlyHere: boolean
  /** How many people of a group have read it. Zero for messages of other people. */
  readers: number
  /** The id of the quoted message, and the message itself if it is loaded. */
  replyTo: string | null
  quoted: Message | null
  /** Whether the user has blocked the author. The body is hidden until the user shows it. */
  blocked: boolean
  /** Whether this is the first or the last message of a run by one author. */
  first: boolean
  last: boolean
}

type Receipts = Pick<Participant, 'last_read_seq' | 'last_delivered_seq'>

interface Readers {
  /** The number of participants who have read up to this seq. */
  count(seq: number): number
  stateOf(seq: number): DeliveryState
}

/**
 * The receipts are sorted once. In a group of a thousand, each message then costs a few steps and not a
 * thousand.
 */
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
    files: message.files,
    at: message.created_at,
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null || Boolean(message.hidden_at),
    state: mine ? context.readers.stateOf(message.seq) : null,
    failure: null,
    onlyHere: false,
    readers: mine ? context.readers.count(message.seq) : 0,
    replyTo: message.reply_to,
    quoted: context.byId.get(message.reply_to ?? '') ?? null,
    blocked: isByOneOf(author, context.blocked),
    first: true,
    last: true,
  }
}

/** A retry changes nothing about these failures. Each of the others may pass with time. */
const lasting: Partial<Record<ErrorCode, DeliveryState>> = {
  forbidden: 'refused',
  in_review: 'in_review',
  filtered: 'unfit',
  invalid_request: 'unfit',
  payload_too_large: 'unfit',
  file_too_large: 'unfit',
  file_refused: 'unfit',
  unsupported_media_type: 'unfit',
}

/** This browser's clock may be slow. A message never stands on an earlier day than the one above it. */
export function fromPending(
  pending: PendingMessage,
  { me, byId }: EntryContext,
  above: { at: string } | null,
): MessageEntry {
  const { written_at: written, state } = pending
  const author = authorOfId(me)
  const failure = state.kind === 'failed' ? state.code : null
  return {
    kind: 'message',
    key: `${authorKey(author)} ${pending.client_id}`,
    clientId: pending.client_id,
    message: null,
    author,
    body: pending.body,
    mentions: pending.mentions,
    files: pending.files,
    at: above && Date.parse(above.at) > Date.parse(written) ? above.at : written,
    edited: false,
    deleted: false,
    state: (failure && lasting[failure]) ?? state.kind,
    failure,
    reason: pending.reason,
    onlyHere: pending.onlyHere ?? false,
    readers: 0,
    replyTo: pending.reply_to,
    quoted: byId.get(pending.reply_to ?? '') ?? null,
    blocked: false,
    first: true,
    last: true,
  }
}
