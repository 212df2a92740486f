import type { OwnProfile } from '../../wire/people.ts'
import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'
import { ownProfileJson } from '../people/profiles.ts'
import type { Refusal } from '../refusal.ts'
import { nextGenerationOf } from './refresh-token-rows.ts'
import { livingSessionOfSignIn, type SessionRow } from './session-rows.ts'
import { refusalJson, signInEnded, toRefusal, type StandingJson } from './supabase-session.ts'
import type { SupabaseClaims } from './supabase-token.ts'

/** Everything that a bridge has to know before it decides, read in one statement under the locks. */
export interface SignInState {
  refusal: Refusal | null
  /** The session of this sign-in that has not ended. It may be past its absolute end. */
  living: (SessionRow & { nextGeneration: number }) | null
  /** Null when the account has no profile yet. */
  profile: OwnProfile | null
}

interface Row {
  standing: StandingJson | null
  endedOnPurpose: boolean
  living: SignInState['living']
  profile: OwnProfile | null
}

export async function signInState(
  sql: Sql,
  { userId, supabaseSessionId, assurance }: SupabaseClaims,
  lifetimes: Config['session'],
): Promise<SignInState> {
  const [row] = await sql<Row[]>`
    select
      ${refusalJson(sql, { userId, supabaseSessionId }, assurance)} as standing,
      ${wasEndedOnPurpose(sql, supabaseSessionId)} as "endedOnPurpose",
      (
        select to_json(living) from (
          select one.*, ${nextGenerationOf(sql, sql`one.id`)} as "nextGeneration"
          from ${livingSessionOfSignIn(sql, supabaseSessionId, lifetimes)} one
        ) living
      ) as living,
      ${profileOfKnown(sql, userId)} as profile`
  const { standing, endedOnPurpose, living, profile } = row!
  const refusal = toRefusal(standing) ?? (endedOnPurpose ? signInEnded() : null)
  return { refusal, living, profile }
}

/** "Replaced" and "expired" are no decision to keep the person out. Every other reason is. */
const wasEndedOnPurpose = (sql: Sql, supabaseSessionId: string) => sql`
  exists (
    select from public.user_sessions
    where supabase_session_id = ${supabaseSessionId} and revoked_at is not null
      and coalesce(revoke_reason, 'administrator') not in ('replaced', 'expired')
  )`

const profileOfKnown = (sql: Sql, userId: string) => sql`
  (
    select ${ownProfileJson(sql, 'p', 'u')} from public.profiles p
    join auth.users u on u.id = p.id
    join private.accounts account on account.id = p.id and account.deleted_at is null
    where p.id = ${userId}
  )`
