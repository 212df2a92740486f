import type { Sql } from '../database/client.ts'
import type { Publisher } from '../realtime/publish.ts'

/**
 * A project may allow one session a person. Supabase Auth then refuses the older sessions, but says so only when they are
 * renewed. So the open pages of the person are asked to renew, once. Where the project allows several sessions, the
 * renewal succeeds.
 */
export async function askOlderSignIns(
  sql: Sql,
  publish: Pick<Publisher, 'toUser'>,
  newer: { sessionId: string; userId: string },
): Promise<void> {
  const older = await sql`
    update public.user_sessions s set newer_sign_in = true
    from public.user_sessions mine
    where mine.id = ${newer.sessionId} and s.user_id = ${newer.userId} and s.revoked_at is null
      and s.created_at < mine.created_at and s.supabase_session_id <> mine.supabase_session_id`
  if (older.count > 0) publish.toUser(newer.userId, 'session:renew', { expires_in: 0 })
}
