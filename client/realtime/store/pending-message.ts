import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { MentionedPerson } from '../../../wire/requests/messages.ts'
import type { PendingFile } from '../../uploads/pending-file.ts'

/** A message that this person wrote and the server has not confirmed. Until then it is in IndexedDB. */
export interface PendingMessage {
  /** Its place in the database. Without one, it is only in this tab, or on its way to the database. */
  order?: number
  client_id: string
  conversation_id: string
  body: string
  reply_to: string | null
  thread_root: string | null
  /** ISO 8601, by the clock of this browser: for display and for the 24 h question only, never for order. */
  written_at: string
  /** The people whom an `@` names by another name than their username. */
  mentions?: readonly MentionedPerson[]
  files?: readonly PendingFile[]
  state: PendingState
  /** It was sent, and no answer came. */
  tried?: true
  /** What a moderator wrote who refused it. */
  reason?: string | null | undefined
  /** This browser could not store it. It is lost when its tab is closed. */
  onlyHere?: boolean
}

export type PendingState =
  /** Its files are on their way. It delays no other message. */
  | { kind: 'uploading' }
  | { kind: 'waiting' }
  | { kind: 'sending' }
  /**
   * The server refused it for good, or a moderator reads it first. The person can retry or delete it. It delays no other
   * message.
   */
  | { kind: 'failed'; code: ErrorCode }
  /** Written more than 24 h ago: ask before it is sent. */
  | { kind: 'stale' }
