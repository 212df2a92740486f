import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'

export interface RefreshTokenRow {
  id: string
  revoked: boolean
  /** The token was not used within the idle time. */
  idle: boolean
  rotated: boolean
  /** The token was rotated, and the grace period is over. */
  graceOver: boolean
  successorId: string | null
  /** Null when an older version made the successor, which names no origin. */
  successorGeneration: number | null
  successorConfirmed: boolean
  successorRotated: boolean
}

/** The token is read after the session row is locked, so that it cannot change before we act on it. */
export async function findRefreshToken(
  sql: Sql,
  tokenHash: string,
  { graceSeconds }: Config['session'],
) {
  const [row] = await sql<RefreshTokenRow[]>`
    select t.id,
      t.revoked_at is not null as revoked,
      t.expires_at <= now() as idle,
      t.rotated_at is not null as rotated,
      coalesce(t.rotated_at < now() - ${graceSeconds} * interval '1 second', false) as "graceOver",
      t.successor_id as "successorId",
      s.generation as "successorGeneration",
      s.confirmed_at is not null as "successorConfirmed",
      s.rotated_at is not null as "successorRotated"
    from public.refresh_tokens t
    left join public.refresh_tokens s on s.id = t.successor_id
    where t.token_hash = ${tokenHash}`
  return row ?? null
}

export async function insertRefreshToken(
  sql: Sql,
  owner: { sessionId: string; userId: string },
  { tokenHash, generation }: { tokenHash: string; generation: number },
  { idleSeconds }: Config['session'],
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into public.refresh_tokens (session_id, user_id, token_hash, generation, expires_at)
    values (${owner.sessionId}, ${owner.userId}, ${tokenHash}, ${generation}, now() + ${idleSeconds} * interval '1 second')
    returning id`
  return row!.id
}

export async function markRotated(sql: Sql, tokenId: string, successorId: string): Promise<void> {
  await sql`
    update public.refresh_tokens
    set rotated_at = now(), successor_id = ${successorId}, confirmed_at = coalesce(confirmed_at, now())
    where id = ${tokenId}`
}

/**
 * Deletes what came before this token, which has just been rotated. Those tokens are two generations old and good for
 * nothing. Tokens of older versions stay: without their row nobody would know whose they are.
 */
export async function deletePredecessors(sql: Sql, tokenId: string): Promise<void> {
  await sql`
    delete from public.refresh_tokens where successor_id = ${tokenId} and generation is not null`
}

/** The generation of the next token of a session. The session has to be locked. */
export async function nextGeneration(sql: Sql, sessionId: string): Promise<number> {
  const [row] = await sql<{ next: number }[]>`
    select ${nextGenerationOf(sql, sql`${sessionId}`)} as next`
  return row!.next
}

/** The same as an expression. `sessionId` is an expression over the query's columns, or a value as one. */
export const nextGenerationOf = (sql: Sql, sessionId: ReturnType<Sql>) => sql`
  (
    select coalesce(max(generation), 0) + 1 from public.refresh_tokens where session_id = ${sessionId}
  )`
