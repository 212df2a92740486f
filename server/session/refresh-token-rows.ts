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
  tokenHash: string,
  { idleSeconds }: Config['session'],
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into public.refresh_tokens (session_id, user_id, token_hash, expires_at)
    values (${owner.sessionId}, ${owner.userId}, ${tokenHash}, now() + ${idleSeconds} * interval '1 second')
    returning id`
  return row!.id
}

export async function markRotated(sql: Sql, tokenId: string, successorId: string): Promise<void> {
  await sql`
    update public.refresh_tokens
    set rotated_at = now(), successor_id = ${successorId}, confirmed_at = coalesce(confirmed_at, now())
    where id = ${tokenId}`
}

/** The person whose token this is, for the limit of uses. Null when the token is unknown. */
export async function sessionIdOfToken(sql: Sql, tokenHash: string): Promise<string | null> {
  const [row] = await sql<{ session_id: string }[]>`
    select session_id from public.refresh_tokens where token_hash = ${tokenHash}`
  return row?.session_id ?? null
}
