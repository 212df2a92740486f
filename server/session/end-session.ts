import type { EndReason } from '../../wire/session.ts'
import type { Sql } from '../database/client.ts'
import { audit } from './audit.ts'
import type { Device } from './session-rows.ts'

/** The person and the request that caused an ending, for the audit log. An ending by Supabase has neither. */
export interface Asker {
  device: Device
  requestId: string
}

/**
 * Ends a session and all its tokens, and records the reason. The relay ends sessions only here, so every ending is in the
 * audit log. One trigger tells all nodes. Another ends the Supabase session, unless the session was only replaced or
 * expired. A session that had ended before keeps its first reason.
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
