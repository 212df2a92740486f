import type { EndReason } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { audit } from './audit.ts'
import { handOut, type Grant } from './grant.ts'
import { hashRefreshToken, successorOf } from './parley-tokens.ts'
import {
  findRefreshToken,
  insertRefreshToken,
  markRotated,
  type RefreshTokenRow,
} from './refresh-token-rows.ts'
import { lockSessionOfToken, revokeSession, type Device, type SessionRow } from './session-rows.ts'
import { isSignInAlive } from './supabase-session.ts'

export interface RefreshRequest {
  presented: string
  device: Device
  requestId: string
}

export const sessionEnded = () =>
  new Refusal('session_ended', 'Your session has ended. Sign in again.')

/** What a token in a given state is good for (RFC 9700 4.14.2, with a grace for answers that got lost). */
type Verdict = 'rotate' | 'same_successor' | 'over' | 'reuse'

function judge(token: RefreshTokenRow): Verdict {
  if (token.revoked || token.idle) return 'over'
  if (!token.rotated) return 'rotate'
  // Somebody already went on from the successor: this token is two generations back.
  if (token.successorId === null || token.successorRotated) return 'reuse'
  return token.successorConfirmed && token.graceOver ? 'reuse' : 'same_successor'
}

/**
 * Exchanges a refresh token for its successor, in one transaction under the session's row lock.
 * @throws Refusal `session_ended`; when the token was reused, the whole family is revoked first.
 */
export async function refresh(
  db: Database,
  config: Config['session'],
  request: RefreshRequest,
): Promise<Grant> {
  // Thrown only after the commit: what a refusal has to write down must not be rolled back.
  const outcome = await db.begin((sql) => exchange(sql, config, request))
  if (outcome === null) throw sessionEnded()
  return outcome
}

async function exchange(
  sql: Sql,
  config: Config['session'],
  request: RefreshRequest,
): Promise<Grant | null> {
  const hash = hashRefreshToken(config, request.presented)
  const session = await lockSessionOfToken(sql, hash, config)
  if (session === null || session.endedFor !== null) return null
  const token = await findRefreshToken(sql, hash, config)
  if (token === null) return null

  const verdict = judge(token)
  if (verdict === 'reuse') return end(sql, session, 'refresh_token_reuse', request)
  if (verdict === 'over' || session.expired) return end(sql, session, 'expired', request)
  if (session.recheckDue && !(await isSignInAlive(sql, session))) {
    return end(sql, session, 'sign_in_ended', request)
  }
  const refreshToken = successorOf(config, request.presented)
  const refreshTokenId =
    verdict === 'same_successor' && token.successorId !== null
      ? token.successorId
      : await rotate(sql, config, session, token, refreshToken)
  const granted = { ...session, created: false, refreshTokenId, refreshToken }
  return handOut(sql, config, granted, request, session.recheckDue)
}

async function rotate(
  sql: Sql,
  config: Config['session'],
  session: SessionRow,
  token: RefreshTokenRow,
  successor: string,
): Promise<string> {
  const owner = { sessionId: session.id, userId: session.userId }
  const successorId = await insertRefreshToken(
    sql,
    owner,
    hashRefreshToken(config, successor),
    config,
  )
  await markRotated(sql, token.id, successorId)
  return successorId
}

async function end(
  sql: Sql,
  session: SessionRow,
  reason: EndReason,
  { device, requestId }: RefreshRequest,
): Promise<null> {
  await revokeSession(sql, session.id, reason)
  await audit(sql, {
    action: 'session_ended',
    reason,
    userId: session.userId,
    sessionId: session.id,
    ipAddress: device.ipAddress,
    requestId,
  })
  return null
}
