import type { Conversation } from '../../wire/conversations.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile, Person, Presence, ProfileChange } from '../../wire/people.ts'

/** The life of the socket as the page tells it. `since` is milliseconds of `performance.now()`. */
export type Connection =
  { kind: 'connecting'; since: number } | { kind: 'online' } | { kind: 'offline'; since: number }

/** A message of one's own that the server has not confirmed. It lives in IndexedDB until it has. */
export interface PendingMessage {
  client_id: string
  conversation_id: string
  body: string
  reply_to: string | null
  /** ISO 8601, by the clock of this browser: for display and for the 24 h question only, never for order. */
  written_at: string
  state: PendingState
}

export type PendingState =
  | { kind: 'waiting' }
  | { kind: 'sending' }
  /** Refused for good; Retry or Delete. It holds up no other message. */
  | { kind: 'failed'; code: ErrorCode }
  /** Written more than 24 h ago: ask before it is sent. */
  | { kind: 'stale' }

/** The loaded part of a conversation: dense in `seq`, oldest first, from some place up to its end. */
export interface Timeline {
  status: 'loading' | 'ready' | 'failed'
  messages: readonly Message[]
  pending: readonly PendingMessage[]
  hasEarlier: boolean
  loadingEarlier: boolean
  /** `last_read_seq` when the conversation was opened: the "New" divider stays after it while reading. */
  readUpTo: number
}

/** Everything the screens show, immutable: a change makes a new object, and only of the parts that changed. */
export interface MessengerState {
  me: OwnProfile
  connection: Connection
  /** Messages in the outbox that wait to be sent, over all conversations. */
  waiting: number
  conversations: {
    status: 'loading' | 'ready' | 'failed'
    /** Newest activity first. */
    items: readonly Conversation[]
    hasMore: boolean
  }
  timelines: Readonly<Record<string, Timeline>>
  /** Who types, by conversation. */
  typing: Readonly<Record<string, readonly string[]>>
  presence: Readonly<Record<string, Presence>>
}

/** The messenger of one signed-in person. Made when the bridge has resolved, stopped when the session ends. */
export interface Messenger {
  getState(): MessengerState
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void
  start(): void
  /** Closes the socket and all timers. `forget` also deletes what this browser keeps of the person. */
  stop(options?: { forget: boolean }): Promise<void>

  loadMoreConversations(): Promise<void>
  searchPeople(query: string): Promise<Person[]>
  /** Finds or makes the one DIRECT conversation. Throws ApiError. */
  startDirect(target: { userId: string } | { email: string }): Promise<Conversation>
  updateProfile(change: ProfileChange): Promise<void>

  /** Opens a view of the conversation: loads its newest page, cached content first. */
  open(conversationId: string): void
  close(conversationId: string): void
  loadEarlier(conversationId: string): Promise<void>
  /** Puts it in the outbox and shows it at once; resolves when it is stored in this browser. */
  send(conversationId: string, body: string, replyTo?: string): Promise<void>
  retry(clientId: string): Promise<void>
  discard(clientId: string): Promise<void>
  /** The reader saw the message with this seq, and all before it. */
  markRead(conversationId: string, seq: number): void
  /** Call on every keystroke; throttled inside. `false` when the composer was emptied or sent. */
  setTyping(conversationId: string, typing: boolean): void

  draft(conversationId: string): string
  /** Kept in this browser within 500 ms. */
  saveDraft(conversationId: string, text: string): void
}
