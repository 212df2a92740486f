import type { EndReason } from '../../wire/session.ts'
import type { Sql } from '../database/client.ts'
import { audit } from './audit.ts'
import type { Device } from './session-rows.ts'

/** Who asked for something, and by which request, as the audit log keeps it. Nobody asks for what Supabase ended. */
export interface Asker {
  device: Device
  requestId: string
}

/**
 * Ends a session and every token of it, and writes down why. The one way in which the relay ends a session, so that no
 * ending goes unrecorded. A trigger tells all nodes, another ends the Supabase session behind it unless the session was only
 * replaced or has expired. What had ended before keeps its first reason.
 */
export async function endSession(
  sql: Sql,
  session: { id: string; userId: string },
  reason: EndReason,
  asker: Asker | null,
): Promise<void> {
  const ended = await sql`
    update public.user_sessions set revoked_at = now(), revoke_reason = ${reason}
    where id = ${session.id} and revoked_at is null`
  if (ended.count === 0) return
  await sql`
    update public.refresh_tokens set revoked_at = now()
    where session_id = ${session.id} and revoked_at is null`
  await audit(sql, {
    action: 'session_ended',
    reason,
    userId: session.userId,
    sessionId: session.id,
    ipAddress: asker?.device.ipAddress ?? null,
    requestId: asker?.requestId ?? null,
  })
}
