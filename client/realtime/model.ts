import type { Conversation } from '../../wire/conversations.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile, Person, Presence } from '../../wire/people.ts'

/** The life of the socket as the page tells it. `since` is milliseconds of `performance.now()`. */
export type Connection =
  { kind: 'connecting'; since: number } | { kind: 'online' } | { kind: 'offline'; since: number }

/** A message of one's own that the server has not confirmed. It lives in IndexedDB until it has. */
export interface PendingMessage {
  client_id: string
  conversation_id: string
  body: string
  reply_to: string | null
  thread_root: string | null
  /** ISO 8601, by the clock of this browser: for display and for the 24 h question only, never for order. */
  written_at: string
  state: PendingState
}

export type PendingState =
  | { kind: 'waiting' }
  | { kind: 'sending' }
  /** FailureNote for good; Retry or Delete. It holds up no other message. */
  | { kind: 'failed'; code: ErrorCode }
  /** Written more than 24 h ago: ask before it is sent. */
  | { kind: 'stale' }

/**
 * The loaded part of a conversation: dense in `seq`, oldest first, up to its end; or, after a jump far back, a part that
 * ends earlier (`hasLater`). Messages of threads are in it too; the timeline does not show them.
 */
export interface Timeline {
  status: 'loading' | 'ready' | 'failed'
  messages: readonly Message[]
  pending: readonly PendingMessage[]
  hasEarlier: boolean
  loadingEarlier: boolean
  hasLater: boolean
  loadingLater: boolean
  /** `last_read_seq` when the conversation was opened: the "New" divider stays after it while reading. */
  readUpTo: number
}

/** A message that is quoted and not loaded with its conversation. `gone`: not there any more, or not for this person. */
export type Quoted =
  { kind: 'loading' } | { kind: 'failed' } | { kind: 'gone' } | { kind: 'there'; message: Message }

/** Everything the screens show, immutable: a change makes a new object, and only of the parts that changed. */
export interface MessengerState {
  me: OwnProfile
  connection: Connection
  /** The relay asked for a pause until then, milliseconds of `performance.now()`. What waits goes on by itself. */
  heldUpUntil: number | null
  /** Messages in the outbox that wait to be sent, over all conversations. */
  waiting: number
  conversations: {
    status: 'loading' | 'ready' | 'failed'
    /** Newest activity first. */
    items: readonly Conversation[]
    hasMore: boolean
  }
  timelines: Readonly<Record<string, Timeline>>
  /** Open threads by the id of their root: the root first, then its answers. */
  threads: Readonly<Record<string, Timeline>>
  /** Those that are held, by the id of the message. */
  quoted: Readonly<Record<string, Quoted>>
  /** People one has blocked: their messages in groups are hidden behind a line. */
  blocked: readonly Person[]
  /** Names and pictures of people whom messages name, by their ids. */
  people: Readonly<Record<string, Person>>
  /** Who types, by conversation. */
  typing: Readonly<Record<string, readonly string[]>>
  presence: Readonly<Record<string, Presence>>
}

/**
 * A message that came in and may notify: new, not one's own, not from a blocked person, by the level of its conversation.
 * Of system lines only the one by which this person was let into a group.
 */
export interface Arrival {
  message: Message
  conversation: Conversation
  mentionsMe: boolean
}
