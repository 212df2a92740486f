import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { audit } from './audit.ts'
import { endSession, type Asker } from './end-session.ts'
import { handOut, type Grant } from './grant.ts'
import { hashRefreshToken, mintRefreshToken } from './parley-tokens.ts'
import { takeRefreshToken } from './presented-token.ts'
import { insertRefreshToken } from './refresh-token-rows.ts'
import {
  insertSession,
  livingSessionOfSignIn,
  lockLivingSessions,
  takeTurn,
} from './session-rows.ts'
import { isSignInAlive, signInEnded } from './supabase-session.ts'
import type { SupabaseClaims } from './supabase-token.ts'

export interface BridgeRequest extends Asker {
  claims: SupabaseClaims
  /** The refresh cookie of the request, if there is one. It says which session this browser already has. */
  presented: string | null
}

/**
 * Turns a verified Supabase sign-in into Parley's own session, in one transaction. The same sign-in gets the same
 * session, also when two tabs ask at once. Another sign-in in the same browser replaces the session. A sign-in whose
 * session was ended on purpose is refused: the person must sign in again.
 * @throws Refusal `sign_in_ended`
 */
export async function bridge(
  db: Database,
  config: Config['session'],
  request: BridgeRequest,
): Promise<Grant> {
  // The error is thrown only after the commit. A discovered theft must not be rolled back.
  const outcome = await db.begin((sql) => openSession(sql, config, request))
  if (outcome === null) throw signInEnded()
  return outcome
}

async function openSession(
  sql: Sql,
  config: Config['session'],
  request: BridgeRequest,
): Promise<Grant | null> {
  const { claims, presented } = request
  // Two bridges of one sign-in end as one session, even when no row exists yet that could be locked.
  await takeTurn(sql, claims.userId)
  // The lock comes before any decision. An ending that is not committed yet is waited for, and then found.
  const hash = presented === null ? null : hashRefreshToken(config, presented)
  await lockLivingSessions(sql, claims.supabaseSessionId, hash)
  // The token is checked next. A reused token may belong to this very sign-in, which is then refused.
  const taken = presented === null ? null : await takeRefreshToken(sql, config, presented, request)
  if (!(await isSignInAlive(sql, claims))) return null
  if (await wasEndedOnPurpose(sql, claims.supabaseSessionId)) return null
  await ensureProfile(sql, claims.userId)

  const current = await currentSession(sql, config, request)
  if (taken !== null && taken.session.id !== current.id) {
    await endSession(sql, taken.session, 'replaced', request)
  }
  if (taken?.verdict === 'rotate' && taken.session.id === current.id) {
    const kept = { refreshTokenId: taken.token.id, refreshToken: null }
    return handOut(sql, config, { ...current, ...kept }, request)
  }
  const refreshToken = mintRefreshToken()
  const refreshTokenId = await insertRefreshToken(
    sql,
    { sessionId: current.id, userId: claims.userId },
    hashRefreshToken(config, refreshToken),
    config,
  )
  return handOut(sql, config, { ...current, refreshTokenId, refreshToken }, request)
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
    select private.ensure_profile(id, email, raw_user_meta_data) from auth.users
    where id = ${userId} and not exists (select 1 from public.profiles where id = ${userId})`
}
