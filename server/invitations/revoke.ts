import type { Database } from '../database/client.ts'
import { notFound } from '../refusal.ts'
import { auditInvitation } from './audit.ts'

/** Revokes a link. Its inviter may do this, and in a group also the owner and every admin. */
export function revokeInvitation(
  sql: Database,
  userId: string,
  invitationId: string,
): Promise<unknown> {
  return sql.begin(async (tx) => {
    const [gone] = await tx<{ inviter_id: string; conversation_id: string | null }[]>`
      delete from private.invitations i
      where i.id = ${invitationId} and (i.inviter_id = ${userId} or exists (
        select from public.conversation_participants me
        where me.conversation_id = i.conversation_id and me.user_id = ${userId} and me.left_at is null
          and me.role <> 'member'
      ))
      returning i.inviter_id, i.conversation_id`
    if (gone === undefined) throw notFound('invitation')
    await auditInvitation(tx, {
      action: 'invitation_revoked',
      leadsTo: gone.conversation_id === null ? 'person' : 'group',
      subjectId: gone.inviter_id,
      actorId: userId,
      invitationId,
    })
  })
}
