import { roleRank } from '../conversations/participants-json.ts'
import type { Sql } from '../database/client.ts'
import { isDeparting } from '../people/departing.ts'

/**
 * The next owner of a group: the admin who joined first, else the participant who joined first. The condition on the id
 * is a range for the same reason as in `firstInOrder`. The function `private.hand_over` has the same order for deleted
 * accounts: it never waits for the row of the heir, and a change of the group does.
 */
export const heir = (sql: Sql, groupId: string) => sql`
  select p.user_id from public.conversation_participants p
  where p.conversation_id between ${groupId} and ${groupId} and p.left_at is null and p.role <> 'owner'
    and not ${isDeparting(sql, sql`p.user_id`)}
  order by p.conversation_id, ${roleRank(sql, 'p')}, p.joined_at, p.user_id limit 1`
