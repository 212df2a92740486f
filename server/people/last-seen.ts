import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { isCompanion } from './companions.ts'

interface LastSeen {
  user_id: string
  /** False when they hide it: then they are offline to others, whatever they are. */
  shown: boolean
  last_seen_at: string | null
}

const columns = (sql: Sql) => sql`
  p.id as user_id, p.show_presence as shown, ${isoTime(sql, 'p.last_seen_at')} as last_seen_at`

/** Notes that these people were here until now. */
export async function noteLastSeen(sql: Sql, userIds: readonly string[]): Promise<LastSeen[]> {
  return sql<LastSeen[]>`
    update public.profiles p set last_seen_at = now()
    where p.id = any(${[...userIds]}::uuid[])
    returning ${columns(sql)}`
}

/** Whether others see when this person is here. */
export async function showsPresence(sql: Sql, userId: string): Promise<boolean> {
  const [row] = await sql<{ shown: boolean }[]>`
    select show_presence as shown from public.profiles where id = ${userId}`
  return row?.shown ?? false
}

/**
 * Of these people, those whose coming and going the viewer may watch: they share a conversation, no block keeps them apart,
 * and the viewer shows theirs. And the viewer.
 */
export async function lastSeenOfCompanions(
  sql: Sql,
  viewerId: string,
  userIds: readonly string[],
): Promise<Map<string, LastSeen>> {
  const rows = await sql<LastSeen[]>`
    select ${columns(sql)} from public.profiles p
    where p.id = any(${[...userIds]}::uuid[])
      and (p.id = ${viewerId} or (
        (select viewer.show_presence from public.profiles viewer where viewer.id = ${viewerId})
        and ${isCompanion(sql, viewerId)}
      ))`
  return new Map(rows.map((row) => [row.user_id, row]))
}
