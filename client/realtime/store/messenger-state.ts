import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { OwnProfile, Person, Presence } from '../../../wire/people.ts'
import type { PendingMessage } from './pending-message.ts'

/** The life of the socket as the page tells it. `since` is milliseconds of `performance.now()`. */
export type Connection =
  | { kind: 'connecting'; since: number }
  | { kind: 'online' }
  | { kind: 'offline'; since: number }
  /** The relay speaks this newer protocol, which this page would misread: the page has to be loaded again. */
  | { kind: 'outdated'; protocol: number }

/**
 * How new the logs are. `stored`: there is no connection, so they may be those of the last visit. `syncing`: there is
 * one, and what is missing is on its way. `current`: nothing is missing.
 */
export type Freshness = 'stored' | 'syncing' | 'current'

/**
 * The loaded messages of a conversation, oldest first, without a hole in `seq`. They reach its end, unless `hasLater`
 * is true after a jump far back. Messages of threads are among them; the timeline does not show them.
 */
export interface Timeline {
  status: 'loading' | 'ready' | 'failed'
  freshness: Freshness
  messages: readonly Message[]
  pending: readonly PendingMessage[]
  hasEarlier: boolean
  loadingEarlier: boolean
  hasLater: boolean
  loadingLater: boolean
  /** `last_read_seq` at the opening, or at the sync after it: the "New" divider stays after it while reading. */
  readUpTo: number
}

/** A quoted message that is not loaded with its conversation. `gone`: it is deleted, or this person may not see it. */
export type Quoted =
  { kind: 'loading' } | { kind: 'failed' } | { kind: 'gone' } | { kind: 'there'; message: Message }

/** Everything the screens show. It is immutable: a change makes new objects of what changed, and of nothing else. */
export interface MessengerState {
  me: OwnProfile
  connection: Connection
  /** The relay asked to wait until then, in milliseconds of `performance.now()`. Requests then go on by themselves. */
  rateLimitedUntil: number | null
  /**
   * What to add to `performance.now()` for the server's time, in milliseconds since 1970. So a change of this device's
   * clock changes nothing. Until the server tells its time, it is the clock of this device.
   */
  serverClock: number
  /** Messages in the outbox that wait to be sent, over all conversations. */
  waiting: number
  /** All messages in the outbox, also those that were refused or ask first. A log-out would delete them. */
  unsent: number
  conversations: {
    status: 'loading' | 'ready' | 'failed'
    /** Newest activity first. */
    items: readonly Conversation[]
    hasMore: boolean
  }
  timelines: Readonly<Record<string, Timeline>>
  /** Open threads by the id of their root: the root first, then its replies. */
  threads: Readonly<Record<string, Timeline>>
  /** Quoted messages that are not loaded with their conversation, by the id of the message. */
  quoted: Readonly<Record<string, Quoted>>
  /** People this person has blocked. In groups, a line stands in place of their messages. */
  blocked: readonly Person[]
  /** Names and pictures of people whom messages name, by their ids. */
  people: Readonly<Record<string, Person>>
  /** The newest message of each conversation that waits in the outbox or was refused. */
  unsentByConversation: Readonly<Record<string, PendingMessage>>
  /** Who types, by conversation. */
  typing: Readonly<Record<string, readonly string[]>>
  presence: Readonly<Record<string, Presence>>
}
