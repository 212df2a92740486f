import type { EndReason } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { endSession, type Asker } from './end-session.ts'
import { beginGivingWay } from './giving-way.ts'
import { renewAndHandOut, type Grant } from './grant.ts'
import { hashRefreshToken, successorOf } from './parley-tokens.ts'
import { takeRefreshToken } from './presented-token.ts'
import {
  deletePredecessors,
  insertRefreshToken,
  markRotated,
  nextGeneration,
  type RefreshTokenRow,
} from './refresh-token-rows.ts'
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
  const refusal = await signInRefusal(sql, session)
  if (refusal?.code === 'sign_in_ended') return end(sql, session, 'sign_in_ended', request)
  if (refusal !== null) return refusal
  if (session.signInNeeded) return signInNeeded()
  const successor =
    verdict === 'same_successor' && token.successorId !== null
      ? { refreshTokenId: token.successorId, generation: token.successorGeneration }
      : await rotate(sql, config, session, token, request.presented)
  const origin =
    successor.generation === null
      ? null
      : { sessionId: session.id, generation: successor.generation }
  const granted = {
    ...session,
    created: false,
    refreshTokenId: successor.refreshTokenId,
    refreshToken: successorOf(config, request.presented, origin),
  }
  return renewAndHandOut(sql, config, granted, request, null)
}

async function rotate(
  sql: Sql,
  config: Config['session'],
  session: SessionRow,
  token: RefreshTokenRow,
  presented: string,
): Promise<{ refreshTokenId: string; generation: number }> {
  const owner = { sessionId: session.id, userId: session.userId }
  const generation = await nextGeneration(sql, session.id)
  const successor = successorOf(config, presented, { sessionId: session.id, generation })
  const tokenHash = hashRefreshToken(config, successor)
  const refreshTokenId = await insertRefreshToken(sql, owner, { tokenHash, generation }, config)
  await markRotated(sql, token.id, refreshTokenId)
  await deletePredecessors(sql, token.id)
  return { refreshTokenId, generation }
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
