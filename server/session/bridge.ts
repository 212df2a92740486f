import { randomUUID } from 'node:crypto'
import type { OwnProfile } from '../../wire/people.ts'
import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { ownProfileOf } from '../people/profiles.ts'
import { Refusal } from '../refusal.ts'
import { endSession, type Asker } from './end-session.ts'
import { beginGivingWay } from './giving-way.ts'
import { handOut, renewAndHandOut, type Grant } from './grant.ts'
import { hashRefreshToken, mintRefreshToken } from './parley-tokens.ts'
import { sessionOfPresented, takeRefreshToken, type PresentedToken } from './presented-token.ts'
import { insertRefreshToken } from './refresh-token-rows.ts'
import { FIRST_GENERATION, lockLivingSessions, startSession, takeTurn } from './session-rows.ts'
import { signInState, type SignInState } from './sign-in-state.ts'
import type { SupabaseClaims } from './supabase-token.ts'

export interface BridgeRequest extends Asker {
  claims: SupabaseClaims
  /** The refresh cookie of the request, if there is one. It says which session this browser already has. */
  presented: string | null
}

/**
 * Turns a verified Supabase sign-in into a session of Parley, in one transaction. The same sign-in again gets the same
 * session, also when two tabs ask at once. Another sign-in in the same browser replaces it. A sign-in whose session was
 * ended on purpose does not come back: the person has to sign in afresh.
 * @throws Refusal `sign_in_ended`, `second_factor_needed`, `anonymous_refused`, `suspended`
 */
export async function bridge(
  db: Database,
  config: Config['session'],
  request: BridgeRequest,
): Promise<Grant> {
  // Thrown only after the commit: a theft that came to light must not be rolled back.
  const outcome = await beginGivingWay(db, (sql) => openSession(sql, config, request))
  if (outcome instanceof Refusal) throw outcome
  return outcome
}

async function openSession(
  sql: Sql,
  config: Config['session'],
  request: BridgeRequest,
): Promise<Grant | Refusal> {
  const { claims, presented } = request
  const taken = await lock(sql, config, request)
  // The state is read after a reused token ended its session. That may have been the session of this very sign-in,
  // which then does not come back.
  const { refusal, living, profile } = await signInState(sql, claims, config)
  if (refusal !== null) return refusal
  const user = profile ?? (await createProfile(sql, claims.userId))

  const isUsable = living !== null && !living.expired
  if (living !== null && !isUsable) await endSession(sql, living, 'expired', request)
  if (presented !== null && taken !== null && taken.session.id !== living?.id) {
    await endSession(sql, taken.session, 'replaced', request)
  }
  return isUsable
    ? keepSession(sql, config, request, { living, taken, user })
    : createSession(sql, config, request, user)
}

/**
 * Two bridges of one sign-in end as one session, even when no row exists yet that could be locked. The locks come before
 * any decision: an ending that is not committed yet is waited for, and then found. The two statements travel together,
 * and the second one sees what the first has waited for.
 */
async function lock(
  sql: Sql,
  config: Config['session'],
  request: BridgeRequest,
): Promise<PresentedToken | null> {
  const { claims, presented } = request
  const session = sessionOfPresented(sql, config, presented)
  await Promise.all([
    takeTurn(sql, claims.userId),
    lockLivingSessions(sql, claims.supabaseSessionId, session),
  ])
  return presented === null ? null : takeRefreshToken(sql, config, presented, request)
}

/** The session of this sign-in exists already. The browser gets a new refresh token unless it has the present one. */
async function keepSession(
  sql: Sql,
  config: Config['session'],
  request: BridgeRequest,
  { living, taken, user }: Kept,
): Promise<Grant> {
  const { id, userId, nextGeneration: generation } = living
  const { endsAt } = request.claims
  if (taken?.verdict === 'rotate' && taken.session.id === id) {
    const kept = { id, userId, created: false, refreshTokenId: taken.token.id, refreshToken: null }
    return renewAndHandOut(sql, config, kept, request, endsAt, user)
  }
  const refreshToken = mintRefreshToken(config, { sessionId: id, generation })
  const tokenHash = hashRefreshToken(config, refreshToken)
  const owner = { sessionId: id, userId }
  const refreshTokenId = await insertRefreshToken(sql, owner, { tokenHash, generation }, config)
  const granted = { id, userId, created: false, refreshTokenId, refreshToken }
  return renewAndHandOut(sql, config, granted, request, endsAt, user)
}

interface Kept {
  living: NonNullable<SignInState['living']>
  taken: PresentedToken | null
  user: OwnProfile
}

async function createSession(
  sql: Sql,
  config: Config['session'],
  request: BridgeRequest,
  user: OwnProfile,
): Promise<Grant> {
  const { userId, supabaseSessionId, endsAt } = request.claims
  const id = randomUUID()
  const refreshToken = mintRefreshToken(config, { sessionId: id, generation: FIRST_GENERATION })
  const tokenHash = hashRefreshToken(config, refreshToken)
  const created = { id, userId, supabaseSessionId, endsAt }
  const started = await startSession(sql, created, { tokenHash }, request, config)
  const { refreshTokenId } = started
  const granted = { id, userId, created: true, refreshTokenId, refreshToken }
  return { ...handOut(config, granted, started, user), hasOlder: started.hasOlder }
}

/** Accounts from before Parley was installed, or restored without it, have no profile. */
async function createProfile(sql: Sql, userId: string): Promise<OwnProfile> {
  await sql`
    select private.ensure_account(id), private.ensure_profile(id, email, raw_user_meta_data)
    from auth.users
    where id = ${userId} and not (
      exists (select from public.profiles where id = ${userId})
      and exists (select from private.accounts where id = ${userId} and deleted_at is null)
    )`
  return ownProfileOf(sql, userId)
}
