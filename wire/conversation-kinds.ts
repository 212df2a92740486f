// No schema library here, for the same reason as in error-codes.ts.
import { MAX_LISTED_PARTICIPANTS } from './limits.ts'

/** What conversations of one kind can do. Code asks for a capability and never for the name of a kind. */
export interface Capabilities {
  /**
   * The conversation has exactly two people. Each is the `counterpart` of the other person, and a block closes the
   * conversation.
   */
  readonly isPair: boolean
  /** The participants see each other's receipts. */
  readonly hasReceipts: boolean
  /** The participants may see each other's presence. */
  readonly hasPresence: boolean
  /** Whether people write under their names or under aliases. An alias must never be connected to an account. */
  readonly identity: 'person' | 'alias'
  /** The participants have roles: one is the owner, some are admins. */
  readonly hasRoles: boolean
  /** The conversation has a name and a picture of its own. */
  readonly hasTitle: boolean
  /** Who may add people. */
  readonly whoMayAdd: 'nobody' | 'owner_and_admins'
  /** Everybody who is signed in may find and join it. A socket gets its events only while its person looks at it. */
  readonly isRoom: boolean
}

const pair: Capabilities = {
  isPair: true,
  hasReceipts: true,
  hasPresence: true,
  identity: 'person',
  hasRoles: false,
  hasTitle: false,
  whoMayAdd: 'nobody',
  isRoom: false,
}

const room: Capabilities = {
  isPair: false,
  hasReceipts: false,
  hasPresence: false,
  identity: 'person',
  hasRoles: true,
  hasTitle: true,
  whoMayAdd: 'nobody',
  isRoom: true,
}

const kinds = {
  DIRECT: pair,
  GROUP: {
    isPair: false,
    hasReceipts: true,
    hasPresence: true,
    identity: 'person',
    hasRoles: true,
    hasTitle: true,
    whoMayAdd: 'owner_and_admins',
    isRoom: false,
  },
  POST_LINKED: pair,
  HANGOUT: room,
  DARK_ROOM: { ...room, identity: 'alias' },
} as const satisfies Record<string, Capabilities>

export type ConversationKind = keyof typeof kinds

export const conversationKinds = Object.keys(kinds) as [ConversationKind, ...ConversationKind[]]

export const capabilitiesOf = (kind: ConversationKind): Capabilities => kinds[kind]

/**
 * Whether all participants get an event for each receipt. In a large conversation they do not: each message would cause
 * as many events for everybody as there are people. A page then reads the receipts from pages of participants.
 */
export const sharesReceipts = (conversation: {
  readonly kind: ConversationKind
  readonly participant_count: number
}): boolean =>
  kinds[conversation.kind].hasReceipts && conversation.participant_count <= MAX_LISTED_PARTICIPANTS

/** The names of all kinds that have a capability. A query compares its column with this list. */
export const kindsWith = (has: (capabilities: Capabilities) => boolean): ConversationKind[] =>
  conversationKinds.filter((kind) => has(kinds[kind]))
