import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'
import { endSession, type Asker } from './end-session.ts'
import { hashRefreshToken, originOf } from './parley-tokens.ts'
import { findRefreshToken, nextGeneration, type RefreshTokenRow } from './refresh-token-rows.ts'
import { lockSession, type SessionRow } from './session-rows.ts'

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
 * The id of the session of a presented token, for a query. The row of the token has it. A token without a row names its
 * session itself. The id is null in SQL when no token was presented, or one that is not ours.
 */
export function sessionOfPresented(
  sql: Sql,
  config: Config['session'],
  presented: string | null,
): ReturnType<Sql> {
  if (presented === null) return sql`null::text`
  return sql`coalesce(
    (select session_id from public.refresh_tokens where token_hash = ${hashRefreshToken(config, presented)}),
    ${originOf(config, presented)?.sessionId ?? null}::text)`
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
  const session = await lockSession(sql, sessionOfPresented(sql, config, presented), config)
  if (session === null || session.endedFor !== null) return null
  const token = await findRefreshToken(sql, hashRefreshToken(config, presented), config)
  const verdict = token === null ? null : judge(token)
  if (token !== null && verdict !== null && verdict !== 'reuse') return { session, token, verdict }
  const isTheft = verdict === 'reuse' || (await isOldToken(sql, config, presented))
  if (isTheft) await endSession(sql, session, 'refresh_token_reuse', asker)
  return null
}

/**
 * Whether a token without a row is an old one of its session. The relay deletes the row of a token that is two generations
 * old. A token that is newer than all tokens of its session was made after the backup that the database was restored from.
 * Such a token is unknown, and no theft.
 */
async function isOldToken(
  sql: Sql,
  config: Config['session'],
  presented: string,
): Promise<boolean> {
  const origin = originOf(config, presented)
  return origin !== null && origin.generation < (await nextGeneration(sql, origin.sessionId))
}

/** The session of a presented token, for the limit of uses. Null when the token is not ours. */
export async function sessionIdOfToken(
  sql: Sql,
  config: Config['session'],
  presented: string,
): Promise<string | null> {
  const [row] = await sql<{ id: string | null }[]>`
    select ${sessionOfPresented(sql, config, presented)} as id`
  return row?.id ?? null
}
