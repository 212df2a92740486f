import type { EndReason } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { endSession, type Asker } from './end-session.ts'
import { beginGivingWay } from './giving-way.ts'
import { handOut, type Grant } from './grant.ts'
import { hashRefreshToken, successorOf } from './parley-tokens.ts'
import { takeRefreshToken } from './presented-token.ts'
import { insertRefreshToken, markRotated, type RefreshTokenRow } from './refresh-token-rows.ts'
import type { SessionRow } from './session-rows.ts'
import { signInNeeded, signInRefusal } from './supabase-session.ts'

export interface RefreshRequest extends Asker {
  presented: string
}

export const sessionEnded = () =>
  new Refusal('session_ended', 'Your session has ended. Sign in again.')

/**
 * Exchanges a refresh token for its successor, in one transaction under the session's row lock.
 * @throws Refusal `session_ended`. When the token was reused, the whole family is revoked first. `sign_in_needed` and the
 * other reasons of the bridge leave the session as it is.
 */
export async function refresh(
  db: Database,
  config: Config['session'],
  request: RefreshRequest,
): Promise<Grant> {
  // The refusal is thrown after the commit, so that its rows are not rolled back.
  const outcome = await beginGivingWay(db, (sql) => exchange(sql, config, request))
  if (outcome instanceof Refusal) throw outcome
  return outcome
}

async function exchange(
  sql: Sql,
  config: Config['session'],
  request: RefreshRequest,
): Promise<Grant | Refusal> {
  const taken = await takeRefreshToken(sql, config, request.presented, request)
  if (taken === null) return sessionEnded()
  const { session, token, verdict } = taken

  if (verdict === 'over' || session.expired) return end(sql, session, 'expired', request)
  const refusal = await signInRefusal(sql, session, null)
  if (refusal?.code === 'sign_in_ended') return end(sql, session, 'sign_in_ended', request)
  if (refusal !== null) return refusal
  if (session.signInNeeded) return signInNeeded()
  const refreshToken = successorOf(config, request.presented)
  const refreshTokenId =
    verdict === 'same_successor' && token.successorId !== null
      ? token.successorId
      : await rotate(sql, config, session, token, refreshToken)
  const granted = { ...session, created: false, refreshTokenId, refreshToken }
  return handOut(sql, config, granted, request, null)
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
  asker: Asker,
): Promise<Refusal> {
  await endSession(sql, session, reason, asker)
  return sessionEnded()
}
