import type {
  Conversation,
  ConversationChange,
  ConversationListQuery,
  OwnSettingsChange,
  Participant,
} from '../../wire/conversations.ts'
import type { ErrorCode } from '../../wire/error-codes.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile, Person, Presence, ProfileChange } from '../../wire/people.ts'
import type { SearchAnswer, SearchQuery } from '../../wire/search.ts'
import type { DeviceSession } from '../../wire/session.ts'

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
  /** Refused for good; Retry or Delete. It holds up no other message. */
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
  /**
   * A page of the conversations that fit, also of those that are not loaded: they join the list. Returns where the next
   * page begins, or null. Throws RequestError.
   */
  findConversations(wanted: ConversationListQuery): Promise<string | null>
  /** Finds or makes the one DIRECT conversation. Throws RequestError. */
  startDirect(target: { userId: string } | { email: string }): Promise<Conversation>
  updateProfile(change: ProfileChange): Promise<void>
  block(userId: string, blocked: boolean): Promise<void>

  /** All of these throw RequestError and show their effect when the server has confirmed it. */
  createGroup(group: {
    title: string
    avatarUrl: string | null
    userIds: string[]
  }): Promise<Conversation>
  changeGroup(conversationId: string, change: ConversationChange): Promise<void>
  addPeople(conversationId: string, userIds: string[]): Promise<void>
  removePerson(conversationId: string, userId: string): Promise<void>
  setRole(conversationId: string, userId: string, role: Participant['role']): Promise<void>
  leave(conversationId: string): Promise<void>
  /** Mute, level, mark unread. */
  changeOwn(conversationId: string, change: Omit<OwnSettingsChange, 'draft'>): Promise<void>

  edit(message: Message, body: string): Promise<void>
  remove(message: Message): Promise<void>
  react(message: Message, emoji: string, on: boolean): Promise<void>
  search(query: SearchQuery): Promise<SearchAnswer>

  sessions(): Promise<readonly DeviceSession[]>
  endSession(id: string): Promise<void>
  endOtherSessions(): Promise<void>
  /** Told once per arrival, in one tab of this browser only. Returns the function that ends it. */
  onArrival(listener: (arrival: Arrival) => void): () => void
  /** A round trip over the socket, for the doctor: resolves with its milliseconds, throws when there is none. */
  roundTrip(): Promise<number>

  /** Opens a view of the conversation: loads its newest page, cached content first. */
  open(conversationId: string): void
  close(conversationId: string): void
  /**
   * Whether the reader is at the end and taken along, or reads further up: what they see stays in memory, the rest may
   * go. Of a conversation, or by the id of its root of an open thread; so are the pages.
   */
  setFollowing(id: string, following: boolean): void
  loadEarlier(id: string): Promise<void>
  loadLater(id: string): Promise<void>
  /** Loads the page around a message, however far back, in place of what is loaded, unless it is loaded already. */
  openAround(id: string, seq: number): Promise<void>
  /** Back to the newest page after a jump. */
  toLatest(id: string): Promise<void>
  /** A quote of a message that is not loaded is on the screen: loads it into `quoted`. Returns what lets it go. */
  holdQuoted(conversationId: string, messageId: string): () => void
  openThread(conversationId: string, rootId: string): void
  closeThread(rootId: string): void
  /** Puts it in the outbox and shows it at once; resolves when it is stored in this browser. */
  send(
    conversationId: string,
    body: string,
    options?: { replyTo?: string; threadRoot?: string },
  ): Promise<void>
  retry(clientId: string): Promise<void>
  discard(clientId: string): Promise<void>
  /** The reader saw the message with this seq, and all before it. */
  markRead(conversationId: string, seq: number): void
  /** Call on every keystroke; throttled inside. `false` when the composer was emptied or sent. */
  setTyping(conversationId: string, typing: boolean): void

  draft(conversationId: string, threadRoot?: string | null): string
  /**
   * Kept in this browser within 500 ms and on the server soon after, so that it follows to other devices; that of a thread
   * in this browser only.
   */
  saveDraft(conversationId: string, text: string, threadRoot?: string | null): void
}
