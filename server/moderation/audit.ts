import type { Sql } from '../database/client.ts'

/** Writes what a moderator did to the audit log, in the transaction of the action. */
export async function auditModeration(
  sql: Sql,
  entry: {
    action: string
    reason: string
    subjectId: string | null
    moderatorId: string
    details: string
  },
): Promise<void> {
  await sql`
    insert into public.audit_log (action, reason, subject_id, actor_id, details)
    values (${`moderation_${entry.action}`}, ${entry.reason}, ${entry.subjectId}, ${entry.moderatorId},
      ${entry.details})`
}
