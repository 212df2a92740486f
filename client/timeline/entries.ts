import type { Participant } from '../../wire/conversations.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Message } from '../../wire/messages.ts'
import { daysBetween } from '../i18n/format.ts'
import type { PendingMessage, PendingState, Timeline } from '../realtime/model.ts'

export type DeliveryState = PendingState['kind'] | 'sent' | 'delivered' | 'read'

/** One bubble, the same shape before and after the server has it, so that confirming one redraws nothing else. */
export interface MessageEntry {
  kind: 'message'
  key: string
  clientId: string
  authorId: string | null
  body: string
  at: string
  edited: boolean
  deleted: boolean
  /** Only of one's own. */
  state: DeliveryState | null
  failure: ErrorCode | null
  /** First and last of a run by one author. */
  first: boolean
  last: boolean
}

export type Entry =
  { kind: 'day'; key: string; at: string } | { kind: 'new'; key: 'new' } | MessageEntry

interface View {
  me: string
  others: readonly Pick<Participant, 'last_read_seq' | 'last_delivered_seq'>[]
  /** The "New" divider stands before the first message of somebody else after this seq. */
  dividerAfter: number | null
}

/** A pause after which the same author begins a new run. */
const RUN_MS = 5 * 60_000

/** What the timeline shows, in order: messages with the days, runs and the divider between them. */
export function entriesOf(
  { messages, pending }: Pick<Timeline, 'messages' | 'pending'>,
  { me, others, dividerAfter }: View,
): Entry[] {
  const entries: Entry[] = []
  const read = Math.min(...others.map((other) => other.last_read_seq))
  const delivered = Math.min(...others.map((other) => other.last_delivered_seq))
  let previous: MessageEntry | null = null
  let divided = dividerAfter === null

  function append(entry: MessageEntry) {
    const newDay = !previous || daysBetween(new Date(previous.at), new Date(entry.at)) > 0
    if (newDay) entries.push({ kind: 'day', key: `day ${entry.at}`, at: entry.at })
    if (!newDay && previous && entries.at(-1) === previous && continues(previous, entry)) {
      previous.last = false
      entry.first = false
    }
    entries.push(entry)
    previous = entry
  }

  for (const message of messages) {
    if (!divided && message.seq > (dividerAfter ?? 0) && message.sender_id !== me) {
      divided = true
      entries.push({ kind: 'new', key: 'new' })
    }
    const mine = message.sender_id === me
    const state = message.seq <= read ? 'read' : message.seq <= delivered ? 'delivered' : 'sent'
    append(fromMessage(message, mine && others.length > 0 ? state : mine ? 'sent' : null))
  }
  for (const waiting of pending) append(fromPending(waiting, me, previous))
  return entries
}

function continues(previous: MessageEntry, entry: MessageEntry): boolean {
  return (
    previous.authorId === entry.authorId && Date.parse(entry.at) - Date.parse(previous.at) < RUN_MS
  )
}

function fromMessage(message: Message, state: DeliveryState | null): MessageEntry {
  return {
    kind: 'message',
    key: `${message.sender_id ?? ''} ${message.client_id}`,
    clientId: message.client_id,
    authorId: message.sender_id,
    body: message.body,
    at: message.created_at,
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null,
    state,
    failure: null,
    first: true,
    last: true,
  }
}

/** This browser's clock may be slow: a message never stands before the day of the one above it. */
function fromPending(
  pending: PendingMessage,
  me: string,
  above: MessageEntry | null,
): MessageEntry {
  const { written_at: written, state } = pending
  return {
    kind: 'message',
    key: `${me} ${pending.client_id}`,
    clientId: pending.client_id,
    authorId: me,
    body: pending.body,
    at: above && Date.parse(above.at) > Date.parse(written) ? above.at : written,
    edited: false,
    deleted: false,
    state: state.kind,
    failure: state.kind === 'failed' ? state.code : null,
    first: true,
    last: true,
  }
}
