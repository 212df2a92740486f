import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { isPair, isUnwritten } from '../kinds/conditions.ts'
import { areApart } from './kept-apart.ts'
import { isReachable } from './reachable.ts'

const MOST = 6

/**
 * The people of the newest conversations of two: the likeliest choice for a group, before a letter is typed. Only people
 * who can be added are among them, so nobody who is banned or kept apart by a block.
 */
export async function suggestedPeople(sql: Sql, userId: string): Promise<Person[]> {
  return sql<Person[]>`
    select p.id, p.username, p.display_name, p.avatar_url
    from public.conversation_participants me
    join public.conversations c on c.id = me.conversation_id and ${isPair(sql, 'c')}
    join public.conversation_participants theirs
      on theirs.conversation_id = c.id and theirs.user_id <> me.user_id and theirs.left_at is null
    join public.profiles p on p.id = theirs.user_id
    where me.user_id = ${userId} and me.left_at is null and not ${isUnwritten(sql, 'c', 'me')}
      and not ${areApart(sql, sql`p.id`, sql`${userId}`)} and ${isReachable(sql, sql`p.id`)}
    order by c.active_at desc, p.id limit ${MOST}`
}
