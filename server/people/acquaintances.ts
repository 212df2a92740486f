import { hasPresence } from '../kinds/conditions.ts'
import type { Sql } from '../database/client.ts'
import { areApart } from './kept-apart.ts'

/**
 * Whether a person shares a conversation with this person in which people see each other's presence, and no block keeps
 * the two apart. A room is no such conversation. The alias is of a row of `public.profiles`.
 */
export function sharesConversation(sql: Sql, profile: string, userId: string) {
  const p = sql(profile)
  return sql`(
  exists (
    select from public.conversation_participants theirs
    join public.conversation_participants mine
      on mine.conversation_id = theirs.conversation_id
        and mine.user_id = ${userId} and mine.left_at is null
    join public.conversations c on c.id = theirs.conversation_id and ${hasPresence(sql, 'c')}
    where theirs.user_id = ${p}.id and theirs.left_at is null
  )
  and not ${areApart(sql, sql`${p}.id`, sql`${userId}`)}
)`
}
