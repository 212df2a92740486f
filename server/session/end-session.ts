import type { EndReason } from '../../wire/session.ts'
import type { Sql } from '../database/client.ts'
import { audit } from './audit.ts'
import type { Device } from './session-rows.ts'

/** The person who asked and the request they used, for the audit log. */
export interface Asker {
  device: Device
  requestId: string
}

/**
 * Ends a session and all its tokens, and writes the reason to the audit log. The relay ends sessions only here, so that
 * every ending is recorded. A trigger tells all nodes. A session that had ended before keeps its first reason.
 */
export async function endSession(
  sql: Sql,
  session: { id: string; userId: string },
  reason: EndReason,
  { device, requestId }: Asker,
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
    ipAddress: device.ipAddress,
    requestId,
  })
}
