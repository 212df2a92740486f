import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import type { SupabaseClaims } from './supabase-token.ts'

/**
 * Whether the sign-in of a token is still valid: not signed out, and its person neither banned nor deleted. The answer
 * comes from the tables of Supabase Auth, because the signature of a token stays valid after that.
 */
export async function isSignInAlive(sql: Sql, claims: SupabaseClaims): Promise<boolean> {
  const rows = await sql`
    select 1
    from auth.sessions s
    join auth.users u on u.id = s.user_id
    where s.id = ${claims.supabaseSessionId}
      and u.id = ${claims.userId}
      and (s.not_after is null or s.not_after > now())
      and (u.banned_until is null or u.banned_until <= now())
      and u.deleted_at is null`
  return rows.length > 0
}

export const signInEnded = () =>
  new Refusal('sign_in_ended', 'You were signed out. Sign in again to continue.')
