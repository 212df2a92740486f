import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'

interface LastSeen {
  user_id: string
  last_seen_at: string | null
}

/** Notes that these people were here until now. */
export async function noteLastSeen(sql: Sql, userIds: readonly string[]): Promise<LastSeen[]> {
  return sql<LastSeen[]>`
    update public.profiles p set last_seen_at = now()
    where p.id = any(${[...userIds]}::uuid[])
    returning p.id as user_id, ${isoTime(sql, 'p.last_seen_at')} as last_seen_at`
}

/** When those of these people who share a conversation with the viewer, or are the viewer, were last seen. */
export async function lastSeenOfCompanions(
  sql: Sql,
  viewerId: string,
  userIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await sql<LastSeen[]>`
    select p.id as user_id, ${isoTime(sql, 'p.last_seen_at')} as last_seen_at
    from public.profiles p
    where p.id = any(${[...userIds]}::uuid[])
      and (p.id = ${viewerId} or exists (
        select from public.conversation_participants theirs
        join public.conversation_participants mine
          on mine.conversation_id = theirs.conversation_id
            and mine.user_id = ${viewerId} and mine.left_at is null
        where theirs.user_id = p.id and theirs.left_at is null
      ))`
  return new Map(rows.map((row) => [row.user_id, row.last_seen_at]))
}
