import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'
import { endSession, type Asker } from './end-session.ts'
import { hashRefreshToken } from './parley-tokens.ts'
import { findRefreshToken, type RefreshTokenRow } from './refresh-token-rows.ts'
import { lockSessionOfToken, type SessionRow } from './session-rows.ts'

/** What a token in a given state may do (RFC 9700 4.14.2, with a grace period for lost answers). */
type Verdict = 'rotate' | 'same_successor' | 'over' | 'reuse'

function judge(token: RefreshTokenRow): Verdict {
  if (token.revoked) return 'over'
  // The check comes before the one for age: a stolen token that was kept for long is still stolen.
  if (wasReused(token)) return 'reuse'
  if (token.idle) return 'over'
  return token.rotated ? 'same_successor' : 'rotate'
}

function wasReused(token: RefreshTokenRow): boolean {
  if (!token.rotated) return false
  // The successor was already used: this token is two generations old.
  if (token.successorId === null || token.successorRotated) return true
  return token.successorConfirmed && token.graceOver
}

export interface PresentedToken {
  session: SessionRow
  token: RefreshTokenRow
  verdict: Exclude<Verdict, 'reuse'>
}

/**
 * The session and token of a refresh token, under its session's row lock. Null when the token is not ours or its
 * session has ended. A reused token ends its session here, so that every use of it counts as theft. The caller has to
 * commit that, also when it refuses.
 */
export async function takeRefreshToken(
  sql: Sql,
  config: Config['session'],
  presented: string,
  asker: Asker,
): Promise<PresentedToken | null> {
  const hash = hashRefreshToken(config, presented)
  const session = await lockSessionOfToken(sql, hash, config)
  if (session === null || session.endedFor !== null) return null
  const token = await findRefreshToken(sql, hash, config)
  if (token === null) return null
  const verdict = judge(token)
  if (verdict !== 'reuse') return { session, token, verdict }
  await endSession(sql, session, 'refresh_token_reuse', asker)
  return null
}
