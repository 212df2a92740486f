import type { Sql } from '../database/client.ts'
import { areApart } from './kept-apart.ts'

/** Of `public.profiles p`: shares a conversation in which both go by their names, and no block keeps the two apart. */
export const isCompanion = (sql: Sql, userId: string) => sql`(
  exists (
    select from public.conversation_participants theirs
    join public.conversation_participants mine
      on mine.conversation_id = theirs.conversation_id
        and mine.user_id = ${userId} and mine.left_at is null
    join public.conversations c on c.id = theirs.conversation_id and c.kind <> 'DARK_ROOM'
    where theirs.user_id = p.id and theirs.left_at is null
  )
  and not ${areApart(sql, sql`p.id`, sql`${userId}`)}
)`
