import { z } from 'zod'
import { conversation, MAX_PARTICIPANTS } from '../conversations.ts'
import { person } from '../people.ts'
import { id, timestamp } from '../primitives.ts'

/** The longest life of an invitation that ends. */
const MAX_DAYS = 365
/** The most invitations of a person, and of a group, at the same time. */
export const MAX_INVITATIONS = 50

/** A link that invites people. Its address is told only to whoever makes it: the relay keeps a hash of the token. */
const invitation = z.object({
  id,
  inviter: person,
  /** The group that it leads to. Null: it leads to a conversation with the inviter. */
  conversation_id: id.nullable(),
  created_at: timestamp,
  ends_at: timestamp.nullable(),
  /** How many people may come by it. Null: any number. */
  max_uses: z.int().nullable(),
  uses: z.int().min(0),
})
export type Invitation = z.infer<typeof invitation>

export const invitationList = z.object({ items: z.array(invitation), next_cursor: z.null() })
export type InvitationList = z.infer<typeof invitationList>

export const invitationDraft = z
  .object({
    /** The client's id of this creation. A repeated creation gets the same link. It must be random, and is not stored. */
    client_id: id.optional(),
    /** Null: it does not end by itself. */
    days: z.int().min(1).max(MAX_DAYS).nullable(),
    max_uses: z.int().min(1).max(MAX_PARTICIPANTS).nullable(),
  })
  .strict()
export type InvitationDraft = z.infer<typeof invitationDraft>

export const madeInvitation = z.object({ invitation, token: z.string() })
export type MadeInvitation = z.infer<typeof madeInvitation>

/** A text that no invitation has is answered like an invitation that ended. */
const token = z.string().max(200)

export const invitationLook = z.object({ token }).strict()

/** What an invitation says to everybody who has its link, also before they sign in. It holds no id. */
export const invitationFace = z.object({
  /** The display name of the inviter. */
  inviter: z.string(),
  /** The name of the group. Null: it leads to a conversation with the inviter. */
  title: z.string().nullable(),
})
export type InvitationFace = z.infer<typeof invitationFace>

/** Without `accept` it only asks. */
export const invitationOpening = z.object({ token, accept: z.boolean() }).strict()

export const openedInvitation = invitationFace.extend({
  /** The asker made it, and it leads to themselves. */
  is_own: z.boolean(),
  /** The conversation, when the person is in it already, or is in it now. */
  conversation: conversation.nullable(),
})
export type OpenedInvitation = z.infer<typeof openedInvitation>
