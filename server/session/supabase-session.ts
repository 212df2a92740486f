import type { Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/** Whether the Supabase session of a row of `public.user_sessions` is still valid. */
export const signInStands = (sql: Sql) => sql`
  supabase_session_id in (
    select id from private.standing_sign_ins(array[supabase_session_id])
  )`

/**
 * The same for many sessions: a table `standing` with the ids of those Supabase sessions that are still valid. It reads
 * `asked.session_id` of the caller, and each row only once. A condition for each row would be tried on the whole table.
 */
export const standingSignIns = (sql: Sql): ReturnType<Sql> => sql`
  standing as materialized (
    select id from private.standing_sign_ins(array(
      select s.supabase_session_id from asked join public.user_sessions s on s.id = asked.session_id
    ))
  )`

interface SignIn {
  supabaseSessionId: string
  userId: string
}

/**
 * The reason why a sign-in opens no session of Parley, or null when it may. Supabase Auth's own tables decide, because a
 * token stays well-signed long after its session has ended. A refresh carries no token of Supabase, so the level of the
 * Supabase session counts.
 */
export async function signInRefusal(sql: Sql, signIn: SignIn): Promise<Refusal | null> {
  const [row] = await sql<{ standing: StandingJson | null }[]>`
    select ${refusalJson(sql, signIn, null)} as standing`
  return toRefusal(row!.standing)
}

/**
 * An object with the refusal, for `toRefusal`. It is null when the sign-in does not stand.
 * @param assurance the claim `aal` of the token; null means the level that the Supabase session has now
 */
export const refusalJson = (
  sql: Sql,
  { supabaseSessionId, userId }: SignIn,
  assurance: string | null,
) => sql`
  (
    select json_build_object('refusal', private.sign_in_refusal(user_id, coalesce(${assurance}::text, (
      select aal::text from auth.sessions where id = standing.id
    ))))
    from private.standing_sign_ins(array[${supabaseSessionId}]::uuid[]) standing
    where user_id = ${userId}
  )`

export interface StandingJson {
  refusal: keyof typeof refusals | null
}

export function toRefusal(standing: StandingJson | null): Refusal | null {
  if (standing === null) return signInEnded()
  const { refusal } = standing
  return refusal === null ? null : new Refusal(refusal, refusals[refusal])
}

/**
 * Admits a suspended person to their notice and their one appeal. Whatever else would refuse the sign-in refuses it here,
 * too. A thief with the password and without the second factor must not read the notice or use up the appeal.
 */
export async function requireSuspended(
  sql: Sql,
  signIn: SignIn & { assurance: string },
): Promise<void> {
  const [row] = await sql<{ standing: StandingJson | null }[]>`
    select ${refusalJson(sql, signIn, signIn.assurance)} as standing`
  const refusal = toRefusal(row!.standing)
  if (refusal === null) throw notFound('suspension')
  if (refusal.code !== 'suspended') throw refusal
}

const refusals = {
  second_factor_needed: 'Finish signing in with your second factor.',
  suspended: 'A moderator suspended this account.',
  anonymous_refused: 'Sign in with an account: anonymous people are not let in here.',
} as const

export const signInEnded = () =>
  new Refusal('sign_in_ended', 'You were signed out. Sign in again to continue.')

export const signInNeeded = () =>
  new Refusal('sign_in_needed', 'Your sign-in was checked too long ago. Sign in again.')
