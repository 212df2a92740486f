import { authorOf, isBy } from './author.ts'
import { capabilitiesOf, type ConversationKind } from './conversation-kinds.ts'
import type { Participant } from './conversations.ts'
import type { Message } from './messages.ts'

export type Role = Participant['role']

/** A participant who wants to act in a conversation. */
export interface Actor {
  readonly userId: string
  readonly role: Role
  readonly kind: ConversationKind
}

/**
 * The permissions. The server refuses by these rules and the page hides what they refuse, so that both agree. They know
 * nothing of blocks, which are judged when something is stored.
 */

type Judged = Pick<Message, 'sender_id' | 'kind'>

const isOwn = (message: Judged, userId: string) => isBy(authorOf(message), userId)
const isWritten = (message: Judged) => message.kind === 'text'

export const mayEditMessage = (message: Judged, { userId }: Pick<Actor, 'userId'>): boolean =>
  isWritten(message) && isOwn(message, userId)

/** Authors may delete their own messages. Owners and admins may delete every message. */
export const mayDeleteMessage = (message: Judged, actor: Actor): boolean =>
  isWritten(message) && (isOwn(message, actor.userId) || isOwnerOrAdmin(actor))

/** Both people of a pair pin messages. In groups and rooms the owner and admins do. */
export const mayPinMessage = (message: Judged, actor: InRole): boolean =>
  isWritten(message) && (capabilitiesOf(actor.kind).isPair || isOwnerOrAdmin(actor))

/** System lines take no reactions. */
export const mayReact = (message: Judged): boolean => isWritten(message)

type InRole = Pick<Actor, 'role' | 'kind'>

const isOwnerOrAdmin = ({ kind, role }: InRole) =>
  capabilitiesOf(kind).hasRoles && role !== 'member'

/** The name and the picture of a conversation. */
export const mayChangeConversation = (actor: InRole): boolean =>
  capabilitiesOf(actor.kind).hasTitle && isOwnerOrAdmin(actor)

export const mayAddPeople = (actor: InRole): boolean =>
  capabilitiesOf(actor.kind).whoMayAdd === 'owner_and_admins' && isOwnerOrAdmin(actor)

/** Whether an actor may remove a participant of role `theirs`. Leaving has a rule of its own. */
export function mayRemove(actor: InRole, theirs: Role): boolean {
  if (!isOwnerOrAdmin(actor) || theirs === 'owner') return false
  return actor.role === 'owner' || theirs === 'member'
}

/** Only the owner gives roles. A new owner takes over from the present one. */
export const mayGiveRoles = ({ kind, role }: InRole): boolean =>
  capabilitiesOf(kind).hasRoles && role === 'owner'

/** Both people of a pair stay in it for as long as their accounts exist. */
export const mayLeave = ({ kind }: Pick<Actor, 'kind'>): boolean => capabilitiesOf(kind).hasRoles

/**
 * How long new messages live. Both people of a pair decide it, and the owner and admins of a group or room. Everybody
 * who entered a dark room was promised its lifetime, so nobody changes it there.
 */
export const mayChangeLifetime = (actor: InRole): boolean =>
  capabilitiesOf(actor.kind).identity === 'person' &&
  (capabilitiesOf(actor.kind).isPair || isOwnerOrAdmin(actor))
