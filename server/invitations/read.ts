import { MAX_PARTICIPANTS } from '../../wire/conversations.ts'
import type { InvitationFace } from '../../wire/invitations/invitations.ts'
import { pairKey } from '../conversations/direct.ts'
import type { Sql } from '../database/client.ts'
import { isDeparting } from '../people/departing.ts'
import { areApart } from '../people/kept-apart.ts'
import { notFound, Refusal } from '../refusal.ts'
import { isOver, isUsedUp, mayStillInvite } from './is-good.ts'
import { hashToken } from './token.ts'

/** The same answer for a link that is unknown, has ended, is used up or was revoked. */
export const noInvitation = () => notFound('invitation')

/** What a link says to somebody who is not signed in. */
export async function lookAtInvitation(sql: Sql, token: string): Promise<InvitationFace> {
  const [face] = await sql<InvitationFace[]>`
    select inviter.display_name as inviter, g.title
    from private.invitations i join public.profiles inviter on inviter.id = i.inviter_id
    left join public.conversations g on g.id = i.conversation_id
    where i.token_hash = ${hashToken(token)} and not ${isOver(sql)} and not ${isUsedUp(sql)}
      and ${mayStillInvite(sql)}`
  if (face === undefined) throw noInvitation()
  return face
}

/** An invitation, and what is known about the person who opens it. */
export interface Read {
  id: string
  inviterId: string
  groupId: string | null
  face: InvitationFace
  isGood: boolean
  isUsedUp: boolean
  /** The person has used the link before. */
  isUsed: boolean
  /** The person is in the group, or has the conversation with the inviter. */
  insideId: string | null
  isBarred: boolean
  isFull: boolean
  blocked: 'by_me' | 'by_inviter' | null
}

/** Locks the invitation until the transaction ends, because two people must not both take the last use. */
export async function lockInvitation(sql: Sql, token: string): Promise<void> {
  await sql`select from private.invitations where token_hash = ${hashToken(token)} for update`
}

export async function readInvitation(sql: Sql, userId: string, token: string): Promise<Read> {
  const [row] = await sql<(Omit<Read, 'face'> & InvitationFace & { directKey: string })[]>`
    select i.id, i.inviter_id as "inviterId", i.conversation_id as "groupId", inviter.display_name as inviter, g.title,
      not ${isOver(sql)} and ${mayStillInvite(sql)} as "isGood", ${isUsedUp(sql)} as "isUsedUp",
      exists (
        select from private.invitation_uses u where u.invitation_id = i.id and u.account_id = ${userId}
      ) as "isUsed",
      case when g.id is null then d.id when me.left_at is null then me.conversation_id end as "insideId",
      me.barred_at is not null as "isBarred",
      coalesce(g.participant_count >= ${MAX_PARTICIPANTS}, false) as "isFull",
      case when exists (
          select from public.blocks b where b.blocker_id = ${userId} and b.blocked_id = i.inviter_id
        ) then 'by_me'
        when ${areApart(sql, sql`i.inviter_id`, sql`${userId}`)} then 'by_inviter' end as blocked
    from private.invitations i join public.profiles inviter on inviter.id = i.inviter_id
    left join public.conversations g on g.id = i.conversation_id
    left join public.conversation_participants me on me.conversation_id = g.id and me.user_id = ${userId}
    left join public.conversations d on g.id is null and d.direct_key = ${pairKey(sql, sql`i.inviter_id`, sql`${userId}`)}
    where i.token_hash = ${hashToken(token)} and not ${isDeparting(sql, sql`i.inviter_id`)}`
  if (row === undefined) throw noInvitation()
  const { inviter, title, ...read } = row
  return { ...read, face: { inviter, title } }
}

/**
 * The reason why this person may not use the invitation, or null. A person whom the inviter has blocked gets the same
 * answer as after the end of the invitation, so that nobody learns of a block.
 */
export function whyNot({
  groupId,
  isGood,
  isUsedUp: usedUp,
  isUsed,
  isBarred,
  isFull,
  blocked,
}: Read): Refusal | null {
  if (!isGood || (usedUp && !isUsed) || blocked === 'by_inviter') return noInvitation()
  if (groupId === null) {
    return blocked === null ? null : new Refusal('forbidden', 'You have blocked this person.')
  }
  if (isBarred)
    return new Refusal('was_removed', 'You were removed from this group. No link leads back.')
  return isFull ? new Refusal('conversation_full', 'The group is full.') : null
}
