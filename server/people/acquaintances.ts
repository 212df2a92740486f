import { hasPresence, isUnwritten } from '../kinds/conditions.ts'
import type { Sql } from '../database/client.ts'
import { areApart } from './kept-apart.ts'

type Expression = ReturnType<Sql>

/**
 * A conversation of two people in which people see each other's presence, as `c`, `mine` and `theirs`. A room is no such
 * conversation. The ids are expressions over the query's columns, or values as one.
 */
const shared = (sql: Sql, userId: Expression, personId: Expression) => sql`
  public.conversation_participants theirs
  join public.conversation_participants mine
    on mine.conversation_id = theirs.conversation_id and mine.user_id = ${userId} and mine.left_at is null
  join public.conversations c on c.id = theirs.conversation_id and ${hasPresence(sql, 'c')}
  where theirs.user_id = ${personId} and theirs.left_at is null`

/** Whether two people see each other's presence, when no block keeps them apart. */
export const shareConversation = (sql: Sql, one: Expression, another: Expression) =>
  sql`exists (select from ${shared(sql, one, another)})`

/**
 * Whether a person is in a conversation that this person sees, and no block keeps the two apart. A pair that a counterpart
 * opened and wrote nothing in does not exist for this person yet. The alias is of a row of `public.profiles`.
 */
export const isSeenBy = (sql: Sql, profile: string, userId: string) => sql`(
  exists (
    select from ${shared(sql, sql`${userId}`, sql`${sql(profile)}.id`)} and not ${isUnwritten(sql, 'c', 'mine')}
  )
  and not ${areApart(sql, sql`${sql(profile)}.id`, sql`${userId}`)}
)`
