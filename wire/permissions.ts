import { authorOf, isBy } from './author.ts'
import { capabilitiesOf, type ConversationKind } from './conversation-kinds.ts'
import type { Participant } from './conversations.ts'
import type { Message } from './messages.ts'

export type Role = Participant['role']

/** Somebody in a conversation who wants to do something there. */
export interface Actor {
  readonly userId: string
  readonly role: Role
  readonly kind: ConversationKind
}

/**
 * Who may do what. The server refuses by these rules and the page hides what they refuse, so that neither offers more
 * than the other. They know nothing of blocks, which are judged where something is stored.
 */

type Judged = Pick<Message, 'sender_id' | 'kind'>

const isOwn = (message: Judged, userId: string) => isBy(authorOf(message), userId)
const isWritten = (message: Judged) => message.kind === 'text'

export const mayEditMessage = (message: Judged, { userId }: Pick<Actor, 'userId'>): boolean =>
  isWritten(message) && isOwn(message, userId)

/** One's own; as owner or admin also what others wrote. */
export const mayDeleteMessage = (message: Judged, actor: Actor): boolean =>
  isWritten(message) && (isOwn(message, actor.userId) || isOwnerOrAdmin(actor))

/** System lines take no reactions. */
export const mayReact = (message: Judged): boolean => isWritten(message)

type InRole = Pick<Actor, 'role' | 'kind'>

const isOwnerOrAdmin = ({ kind, role }: InRole) =>
  capabilitiesOf(kind).hasRoles && role !== 'member'

/** Its name and its picture. */
export const mayChangeConversation = (actor: InRole): boolean =>
  capabilitiesOf(actor.kind).hasTitle && isOwnerOrAdmin(actor)

export const mayAddPeople = (actor: InRole): boolean =>
  capabilitiesOf(actor.kind).whoMayAdd === 'owner_and_admins' && isOwnerOrAdmin(actor)

/** Whether an actor may remove a participant of role `theirs`. Leaving is another question. */
export function mayRemove(actor: InRole, theirs: Role): boolean {
  if (!isOwnerOrAdmin(actor) || theirs === 'owner') return false
  return actor.role === 'owner' || theirs === 'member'
}

/** Only the owner gives roles; making somebody the owner hands the conversation over. */
export const mayGiveRoles = ({ kind, role }: InRole): boolean =>
  capabilitiesOf(kind).hasRoles && role === 'owner'

/** Both of a pair stay in it for as long as their accounts live. */
export const mayLeave = ({ kind }: Pick<Actor, 'kind'>): boolean => capabilitiesOf(kind).hasRoles
