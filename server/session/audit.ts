import type { Sql } from '../database/client.ts'

/** Adds a line to the audit log. `reason` is a code, never free text from a person. */
export async function audit(
  sql: Sql,
  entry: {
    action: 'session_ended'
    reason: string
    userId: string
    sessionId: string
    ipAddress: string | null
    requestId: string | null
  },
): Promise<void> {
  await sql`
    insert into public.audit_log (action, reason, subject_id, session_id, ip_address, request_id)
    values (${entry.action}, ${entry.reason}, ${entry.userId}, ${entry.sessionId},
      ${entry.ipAddress}, ${entry.requestId})`
}
