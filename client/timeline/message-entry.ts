import type { Message } from '../../wire/messages.ts'
import type { PendingMessage, PendingState } from '../realtime/model.ts'
import type { MessageEntry } from './entries.ts'
import type { Readers } from './readers.ts'

interface Around {
  me: string
  byId: ReadonlyMap<string, Message>
}

interface StoredAround extends Around {
  readers: Readers
  blocked: ReadonlySet<string>
}

export function fromMessage(message: Message, around: StoredAround): MessageEntry {
  const mine = message.sender_id === around.me
  return {
    kind: 'message',
    key: `${message.sender_id ?? ''} ${message.client_id}`,
    clientId: message.client_id,
    message,
    authorId: message.sender_id,
    body: message.body,
    at: message.created_at,
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null,
    state: mine ? around.readers.stateOf(message.seq) : null,
    failure: null,
    readers: mine ? around.readers.count(message.seq) : 0,
    replyTo: message.reply_to,
    quoted: around.byId.get(message.reply_to ?? '') ?? null,
    blocked: message.sender_id !== null && around.blocked.has(message.sender_id),
    first: true,
    last: true,
  }
}

const isRefused = (state: PendingState) => state.kind === 'failed' && state.code === 'forbidden'

/** This browser's clock may be slow: a message never stands before the day of the one above it. */
export function fromPending(
  pending: PendingMessage,
  { me, byId }: Around,
  above: { at: string } | null,
): MessageEntry {
  const { written_at: written, state } = pending
  return {
    kind: 'message',
    key: `${me} ${pending.client_id}`,
    clientId: pending.client_id,
    message: null,
    authorId: me,
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
