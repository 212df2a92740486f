import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { audit } from './audit.ts'
import { endSession, type Asker } from './end-session.ts'
import { beginGivingWay } from './giving-way.ts'
import { handOut, type Grant } from './grant.ts'
import { hashRefreshToken, mintRefreshToken } from './parley-tokens.ts'
import { sessionOfPresented, takeRefreshToken } from './presented-token.ts'
import { insertRefreshToken, nextGeneration } from './refresh-token-rows.ts'
import {
  insertSession,
  livingSessionOfSignIn,
  lockLivingSessions,
  takeTurn,
} from './session-rows.ts'
import { signInEnded, signInRefusal } from './supabase-session.ts'
import type { SupabaseClaims } from './supabase-token.ts'

export interface BridgeRequest extends Asker {
  claims: SupabaseClaims
  /** The refresh cookie of the request, if there is one. It says which session this browser already has. */
  presented: string | null
}

/**
 * Turns a verified Supabase sign-in into Parley's own session, in one transaction.
 * Again with the same sign-in it is the same session, also when two tabs ask at once; another sign-in in the same
 * browser replaces it. A sign-in whose session was ended on purpose does not come back: the person signs in afresh.
 * @throws Refusal `sign_in_ended`, `second_factor_needed`, `anonymous_refused`
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
  // Two bridges of one sign-in end as one session, even when no row exists yet that could be locked.
  await takeTurn(sql, claims.userId)
  // The lock comes before any decision. An ending that is not committed yet is waited for, and then found.
  await lockLivingSessions(
    sql,
    claims.supabaseSessionId,
    sessionOfPresented(sql, config, presented),
  )
  // Then this: a reused token may have been this very sign-in's, which then does not come back.
  const taken = presented === null ? null : await takeRefreshToken(sql, config, presented, request)
  const refusal = await signInRefusal(sql, claims, claims.assurance)
  if (refusal !== null) return refusal
  if (await wasEndedOnPurpose(sql, claims.supabaseSessionId)) return signInEnded()
  await ensureProfile(sql, claims.userId)

  const current = await currentSession(sql, config, request)
  if (taken !== null && taken.session.id !== current.id) {
    await endSession(sql, taken.session, 'replaced', request)
  }
  if (taken?.verdict === 'rotate' && taken.session.id === current.id) {
    const kept = { refreshTokenId: taken.token.id, refreshToken: null }
    return handOut(sql, config, { ...current, ...kept }, request, claims.endsAt)
  }
  const generation = await nextGeneration(sql, current.id)
  const refreshToken = mintRefreshToken(config, { sessionId: current.id, generation })
  const refreshTokenId = await insertRefreshToken(
    sql,
    { sessionId: current.id, userId: claims.userId },
    { tokenHash: hashRefreshToken(config, refreshToken), generation },
    config,
  )
  const granted = { ...current, refreshTokenId, refreshToken }
  return handOut(sql, config, granted, request, claims.endsAt)
}

/** The session of this sign-in: the one that exists, or a new one. */
async function currentSession(
  sql: Sql,
  config: Config['session'],
  request: BridgeRequest,
): Promise<{ id: string; userId: string; created: boolean }> {
  const { claims, device, requestId } = request
  const living = await livingSessionOfSignIn(sql, claims.supabaseSessionId, config)
  if (living !== null && !living.expired)
    return { id: living.id, userId: living.userId, created: false }
  if (living !== null) await endSession(sql, living, 'expired', request)
  const id = await insertSession(sql, claims, device, config)
  await audit(sql, {
    action: 'session_started',
    reason: 'bridge',
    userId: claims.userId,
    sessionId: id,
    ipAddress: device.ipAddress,
    requestId,
  })
  return { id, userId: claims.userId, created: true }
}

/** The person, a theft or an administrator ended it. "Replaced" and "expired" are no decision to keep the person out. */
async function wasEndedOnPurpose(sql: Sql, supabaseSessionId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from public.user_sessions
    where supabase_session_id = ${supabaseSessionId} and revoked_at is not null
      and coalesce(revoke_reason, 'administrator') not in ('replaced', 'expired')`
  return rows.length > 0
}

/** Accounts from before Parley was installed, or restored without it, have no profile. */
async function ensureProfile(sql: Sql, userId: string): Promise<void> {
  await sql`
    select private.ensure_account(id), private.ensure_profile(id, email, raw_user_meta_data)
    from auth.users
    where id = ${userId} and not (
      exists (select from public.profiles where id = ${userId})
      and exists (select from private.accounts where id = ${userId} and deleted_at is null)
    )`
}
