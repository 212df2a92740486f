import type { Sql } from 'postgres'

/** Moves all times of a person's tokens into the past. Time passes without waiting. */
export async function letTimePass(sql: Sql, userId: string, interval: string): Promise<void> {
  await sql`
    update refresh_tokens set
      created_at = created_at - ${interval}::interval, expires_at = expires_at - ${interval}::interval,
      rotated_at = rotated_at - ${interval}::interval, confirmed_at = confirmed_at - ${interval}::interval
    where user_id = ${userId}`
  await sql`
    update user_sessions set
      created_at = created_at - ${interval}::interval, expires_at = expires_at - ${interval}::interval,
      last_seen_at = last_seen_at - ${interval}::interval
    where user_id = ${userId}`
}
