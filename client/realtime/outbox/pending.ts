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
