import type { Message } from '../../../wire/messages.ts'
import type { OwnProfile, Person, Presence } from '../../../wire/people.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import type { WithHistory } from '../log/history-state.ts'
import type { PendingMessage } from './pending-message.ts'
import type { Connection, Freshness, Quoted } from './messenger-state.ts'

/** The place of the reader in an open conversation or thread, and the pages that are on their way. */
export interface Paging {
  readonly loadingEarlier: boolean
  readonly loadingLater: boolean
  readonly failed: boolean
  /** The reader is at the end and follows it. False while they read further up. */
  readonly following: boolean
}

export const atTheEnd: Paging = {
  loadingEarlier: false,
  loadingLater: false,
  failed: false,
  following: true,
}

/** A conversation that is open on the screen. */
export interface View extends Paging {
  /** The `last_read_seq` at the opening, or at the sync after it. Null until the conversation is loaded. */
  readonly readUpTo: number | null
  /** A room sends its messages only to those who joined it. What it sent before is on its way. */
  readonly isJoining?: boolean
}

/** A thread that is open on the screen. This person may not see its `root` if they joined later. */
export interface Thread extends Paging, WithHistory {
  readonly conversationId: string
  readonly root: Message | null
}

/** Everything the messenger knows. The maps are changed in place; their values are immutable. */
export interface Model {
  me: OwnProfile
  connection: Connection
  freshness: Freshness
  rateLimitedUntil: number | null
  /**
   * What to add to `performance.now()` for the server's time, in milliseconds since 1970. So a change of this device's
   * clock changes nothing. Until the server tells its time, it is the clock of this device.
   */
  serverClock: number
  /** The epoch that the server told last. Null while nothing is loaded. */
  epoch: string | null
  /** Changes of names and pictures are known up to this time. Null while nothing is loaded. */
  asOf: string | null
  listStatus: 'loading' | 'ready' | 'failed'
  /** The cursor of the next page of the list. Null at its end. */
  listCursor: string | null
  readonly logs: Map<string, ConversationLog>
  readonly views: Map<string, View>
  readonly threads: Map<string, Thread>
  quoted: Readonly<Record<string, Quoted>>
  pending: readonly PendingMessage[]
  /** Confirmed messages after a gap. They are shown as being sent until the log is filled up to their `ver`. */
  confirming: ReadonlyMap<string, { message: PendingMessage; ver: number }>
  blocked: readonly Person[]
  /** Names and pictures of people whom messages name, by their ids. */
  people: Readonly<Record<string, Person>>
  typing: Readonly<Record<string, readonly string[]>>
  presence: Readonly<Record<string, Presence>>
}
