import type { Message } from '../../../wire/messages.ts'
import type { StoredPending } from '../database/database.ts'
import type { PendingMessage, PendingState } from '../store/pending-message.ts'

const STALE_MS = 24 * 60 * 60 * 1000

export function stateOf(entry: StoredPending, sending: ReadonlySet<string>): PendingState {
  if (entry.failed !== null) return { kind: 'failed', code: entry.failed }
  if (sending.has(entry.client_id)) return { kind: 'sending' }
  const age = Date.now() - Date.parse(entry.written_at)
  return age > STALE_MS && !entry.confirmed ? { kind: 'stale' } : { kind: 'waiting' }
}

export function toPending(entry: StoredPending, sending: ReadonlySet<string>): PendingMessage {
  const { client_id, conversation_id, body, reply_to, written_at } = entry
  const thread_root = entry.thread_root ?? null
  const state = stateOf(entry, sending)
  return { client_id, conversation_id, body, reply_to, thread_root, written_at, state }
}

/** What the server stored of it, as every other client sees it. */
export function toMessage(me: string, entry: StoredPending, receipt: Message): Message {
  const { id, client_id, seq, ver, created_at } = receipt
  return {
    id,
    client_id,
    seq,
    ver,
    created_at,
    conversation_id: entry.conversation_id,
    sender_id: me,
    kind: 'text',
    body: entry.body.trimEnd(),
    reply_to: entry.reply_to,
    thread_root: entry.thread_root ?? null,
    thread: null,
    mentions: [],
    event: null,
    reactions: [],
    edited_at: null,
    deleted_at: null,
  }
}
