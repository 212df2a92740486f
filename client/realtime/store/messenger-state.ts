import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { OwnProfile, Person, Presence } from '../../../wire/people.ts'
import type { PendingMessage } from './pending-message.ts'

/** The life of the socket as the page tells it. `since` is milliseconds of `performance.now()`. */
export type Connection =
  | { kind: 'connecting'; since: number }
  | { kind: 'online' }
  | { kind: 'offline'; since: number }
  /** The relay speaks this newer protocol, which this page would misread: it has to be loaded anew. */
  | { kind: 'outdated'; protocol: number }

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
  rateLimitedUntil: number | null
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
