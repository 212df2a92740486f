import type { StoredPending } from '../database/database.ts'
import type { PendingMessage, PendingState } from '../store/pending-message.ts'

const STALE_MS = 24 * 60 * 60 * 1000

export function stateOf(entry: StoredPending, sending: ReadonlySet<string>): PendingState {
  if (entry.failed !== null) return { kind: 'failed', code: entry.failed }
  if (sending.has(entry.client_id)) return { kind: 'sending' }
  const age = Date.now() - Date.parse(entry.written_at)
  if (age > STALE_MS && !entry.confirmed) return { kind: 'stale' }
  return { kind: entry.files && !entry.attached ? 'uploading' : 'waiting' }
}

export function toPending(entry: StoredPending, sending: ReadonlySet<string>): PendingMessage {
  return { ...entry, thread_root: entry.thread_root ?? null, state: stateOf(entry, sending) }
}
