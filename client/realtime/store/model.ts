import type { Message } from '../../../wire/messages.ts'
import type { OwnProfile, Person, Presence } from '../../../wire/people.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import type { Held } from '../log/loaded-messages.ts'
import type { PendingMessage } from './pending-message.ts'
import type { Connection, Quoted } from './messenger-state.ts'

/** Of what is open on the screen: how far its reader has come, and which pages are on their way. */
export interface Paging {
  readonly loadingEarlier: boolean
  readonly loadingLater: boolean
  readonly failed: boolean
  /** The reader is at the end and taken along; false while they read further up. */
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
  /** `last_read_seq` when it was opened; null until the conversation is known. */
  readonly readUpTo: number | null
}

/** A thread that is open on the screen: its root, which may be kept from this person, and its answers. */
export interface Thread extends Paging, Held {
  readonly conversationId: string
  readonly root: Message | null
}

/** Everything the messenger knows. The collections are changed in place, what they hold never is. */
export interface Model {
  me: OwnProfile
  connection: Connection
  rateLimitedUntil: number | null
  /** The last one the server told; null while this browser holds nothing. */
  epoch: string | null
  /** Of names and pictures everything up to then is known; null while this browser holds nothing. */
  asOf: string | null
  listStatus: 'loading' | 'ready' | 'failed'
  /** Where the list goes on, when more of it can be asked for. */
  listCursor: string | null
  readonly logs: Map<string, ConversationLog>
  readonly views: Map<string, View>
  readonly threads: Map<string, Thread>
  quoted: Readonly<Record<string, Quoted>>
  pending: readonly PendingMessage[]
  /** Acknowledged, but after a gap: still shown as being sent until the gap is filled up to this `ver`. */
  readonly confirming: Map<string, { message: PendingMessage; ver: number }>
  blocked: readonly Person[]
  /** Names and pictures of people whom messages name, by their ids. */
  people: Readonly<Record<string, Person>>
  typing: Readonly<Record<string, readonly string[]>>
  presence: Readonly<Record<string, Presence>>
}
