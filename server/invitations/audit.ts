import type { Sql } from '../database/client.ts'

/** Writes to the audit log what happened to an invitation, in the transaction in which it happened. */
export async function auditInvitation(
  sql: Sql,
  entry: {
    action: 'invitation_made' | 'invitation_revoked' | 'invitation_accepted'
    leadsTo: 'person' | 'group'
    /** The inviter, or the person who came. */
    subjectId: string
    actorId: string
    invitationId: string
  },
): Promise<void> {
  await sql`
    insert into public.audit_log (action, reason, subject_id, actor_id, details)
    values (${entry.action}, ${entry.leadsTo}, ${entry.subjectId}, ${entry.actorId}, ${entry.invitationId})`
}
