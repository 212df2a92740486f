import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { shareConversation } from './acquaintances.ts'
import { areApart } from './kept-apart.ts'

interface LastSeen {
  user_id: string
  /** False when the person hides their presence. They are then always offline for everybody else. */
  shown: boolean
  last_seen_at: string | null
}

const columns = (sql: Sql, profile: string) => sql`
  ${sql(profile)}.id as user_id, ${sql(profile)}.show_presence as shown,
  ${isoTime(sql, `${profile}.last_seen_at`)} as last_seen_at`

/** Stores that these people were here until now. */
export async function noteLastSeen(sql: Sql, userIds: readonly string[]): Promise<LastSeen[]> {
  return sql<LastSeen[]>`
    update public.profiles p set last_seen_at = now()
    where p.id = any(${[...userIds]}::uuid[])
    returning ${columns(sql, 'p')}`
}

/** Whether other people may see when this person is online. */
export const showsPresence = (sql: Sql, userId: ReturnType<Sql>) => sql`
  coalesce((select show_presence from public.profiles where id = ${userId}), false)`

/**
 * When these people were last seen. People whom the viewer may not watch are left out. The viewer may watch a person when
 * they share a conversation, no block keeps them apart, and the viewer shows their own presence. The viewer may always
 * watch themselves.
 */
export async function lastSeenFor(
  sql: Sql,
  viewerId: string,
  userIds: readonly string[],
): Promise<Map<string, LastSeen>> {
  const rows = await sql<LastSeen[]>`
    select ${columns(sql, 'p')} from public.profiles p
    where p.id = any(${[...userIds]}::uuid[])
      and (p.id = ${viewerId} or (
        (select viewer.show_presence from public.profiles viewer where viewer.id = ${viewerId})
        and ${shareConversation(sql, sql`${viewerId}`, sql`p.id`)}
        and not ${areApart(sql, sql`p.id`, sql`${viewerId}`)}
      ))`
  return new Map(rows.map((row) => [row.user_id, row]))
}
