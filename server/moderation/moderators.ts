import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'

/**
 * Refuses a person who is no moderator. The database decides at each call, because a role can be taken away at any time
 * and a session outlives it.
 * @throws Refusal `forbidden`
 */
export async function requireModerator(sql: Sql, userId: string): Promise<void> {
  const [row] = await sql<{ is_moderator: boolean }[]>`
    select private.is_moderator(${userId}) as is_moderator`
  if (!row!.is_moderator) throw new Refusal('forbidden', 'Only moderators may do this.')
}
