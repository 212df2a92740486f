import type { Sql } from '../database/client.ts'

/**
 * Notes on the older sessions of a person that there is a newer one, and returns whether there are any. A project may
 * allow one session a person. Supabase Auth then refuses the older ones, but says so only when they are renewed. So they
 * have to renew, once. Where the project allows several sessions, the renewal succeeds.
 */
export async function noteNewerSignIn(
  sql: Sql,
  newer: { sessionId: string; userId: string },
): Promise<boolean> {
  const older = await sql`
    update public.user_sessions s set newer_sign_in = true
    from public.user_sessions mine
    where mine.id = ${newer.sessionId} and s.user_id = ${newer.userId} and s.revoked_at is null
      and s.created_at < mine.created_at and s.supabase_session_id <> mine.supabase_session_id`
  return older.count > 0
}
