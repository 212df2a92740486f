import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { audit } from './audit.ts'
import { handOut, type Grant } from './grant.ts'
import { hashRefreshToken, mintRefreshToken } from './parley-tokens.ts'
import { findRefreshToken, insertRefreshToken } from './refresh-token-rows.ts'
import {
  insertSession,
  lockSessionOfSignIn,
  lockSessionOfToken,
  revokeSession,
  type Device,
} from './session-rows.ts'
import { isSignInAlive, signInEnded } from './supabase-session.ts'
import type { SupabaseClaims } from './supabase-token.ts'

export interface BridgeRequest {
  claims: SupabaseClaims
  /** The refresh cookie that came along, if any: it tells which session this browser already has. */
  presented: string | null
  device: Device
  requestId: string
}

/**
 * Turns a verified Supabase sign-in into Parley's own session, in one transaction.
 * Again with the same sign-in it is the same session, also when two tabs ask at once; another sign-in in the same
 * browser replaces it. A sign-in whose session was ended on purpose does not come back: the person signs in afresh.
 * @throws Refusal `sign_in_ended`
 */
export function bridge(
  db: Database,
  config: Config['session'],
  request: BridgeRequest,
): Promise<Grant> {
  const { claims } = request
  return db.begin(async (sql) => {
    // Two bridges of one sign-in take turns, also when no row exists yet that could be locked.
    await sql`select pg_advisory_xact_lock(hashtextextended(${claims.supabaseSessionId}, 0))`
    if (!(await isSignInAlive(sql, claims))) throw signInEnded()
    if (await wasEndedOnPurpose(sql, claims.supabaseSessionId)) throw signInEnded()
    await ensureProfile(sql, claims.userId)

    const held = await heldToken(sql, config, request.presented)
    const current = await currentSession(sql, config, claims, request)
    if (held !== null && held.sessionId !== current.id) {
      await revokeSession(sql, held.sessionId, 'replaced')
    }
    if (held?.usable === true && held.sessionId === current.id) {
      return handOut(
        sql,
        config,
        { ...current, refreshTokenId: held.tokenId, refreshToken: null },
        request,
      )
    }
    const refreshToken = mintRefreshToken()
    const owner = { sessionId: current.id, userId: claims.userId }
    const refreshTokenId = await insertRefreshToken(
      sql,
      owner,
      hashRefreshToken(config, refreshToken),
      config,
    )
    return handOut(sql, config, { ...current, refreshTokenId, refreshToken }, request)
  })
}

/** The session of this sign-in: the living one, or a new one. */
async function currentSession(
  sql: Sql,
  config: Config['session'],
  claims: SupabaseClaims,
  { device, requestId }: BridgeRequest,
): Promise<{ id: string; userId: string; created: boolean }> {
  const living = await lockSessionOfSignIn(sql, claims.supabaseSessionId, config)
  if (living !== null && !living.expired)
    return { id: living.id, userId: living.userId, created: false }
  if (living !== null) await revokeSession(sql, living.id, 'expired')
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

/** What the cookie of this browser stands for. A token that is not ours stands for nothing. */
async function heldToken(sql: Sql, config: Config['session'], presented: string | null) {
  if (presented === null) return null
  const hash = hashRefreshToken(config, presented)
  const session = await lockSessionOfToken(sql, hash, config)
  const token = await findRefreshToken(sql, hash, config)
  if (session === null || token === null) return null
  const usable = !token.revoked && !token.idle && !token.rotated && session.endedFor === null
  return { sessionId: session.id, tokenId: token.id, usable }
}

/** Ended by the person, for theft or by an administrator. "Replaced" and "expired" are nobody's decision to keep out. */
async function wasEndedOnPurpose(sql: Sql, supabaseSessionId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from public.user_sessions
    where supabase_session_id = ${supabaseSessionId} and revoked_at is not null
      and coalesce(revoke_reason, 'administrator') not in ('replaced', 'expired')`
  return rows.length > 0
}

/** Accounts made before Parley was installed, or restored without it, have none. */
async function ensureProfile(sql: Sql, userId: string): Promise<void> {
  await sql`
    select private.ensure_profile(id, email, raw_user_meta_data) from auth.users
    where id = ${userId} and not exists (select 1 from public.profiles where id = ${userId})`
}
