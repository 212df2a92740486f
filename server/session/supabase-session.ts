import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'

/** Of `public.user_sessions`: whether the Supabase session behind the row still stands. */
export const signInStands = (sql: Sql) => sql`
  supabase_session_id in (
    select id from private.standing_sign_ins(array[supabase_session_id])
  )`

/**
 * Why a sign-in does not open Parley, or null when it does. Asked of Supabase Auth's own tables, since a token stays
 * well-signed long after its session has ended.
 * @param assurance the claim `aal` of the token; null takes the level that the Supabase session has by now
 */
export async function signInRefusal(
  sql: Sql,
  { supabaseSessionId, userId }: { supabaseSessionId: string; userId: string },
  assurance: string | null,
): Promise<Refusal | null> {
  const [standing] = await sql<{ refusal: keyof typeof refusals | null }[]>`
    select private.sign_in_refusal(user_id, coalesce(${assurance}::text, (
      select aal::text from auth.sessions where id = standing.id
    ))) as refusal
    from private.standing_sign_ins(array[${supabaseSessionId}]::uuid[]) standing
    where user_id = ${userId}`
  if (standing === undefined) return signInEnded()
  const { refusal } = standing
  return refusal === null ? null : new Refusal(refusal, refusals[refusal])
}

const refusals = {
  second_factor_needed: 'Finish signing in with your second factor.',
  anonymous_refused: 'Sign in with an account: anonymous people are not let in here.',
} as const

export const signInEnded = () =>
  new Refusal('sign_in_ended', 'You were signed out. Sign in again to continue.')

export const signInNeeded = () =>
  new Refusal('sign_in_needed', 'Your sign-in has to be shown again.')
