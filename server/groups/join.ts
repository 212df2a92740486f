import type { Sql } from '../database/client.ts'
import { areApart } from '../people/kept-apart.ts'
import { isReachable } from '../people/reachable.ts'
import { Refusal } from '../refusal.ts'

/**
 * Refuses the whole request when one of these people does not exist, cannot be reached, or is kept apart from the asker by a
 * block. The answer is the same for all three, so that nobody learns of a block.
 */
export async function requireAddable(
  sql: Sql,
  userId: string,
  personIds: readonly string[],
): Promise<void> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from public.profiles p
    where p.id = any(${[...personIds]}::uuid[])
      and not ${areApart(sql, sql`p.id`, sql`${userId}`)}
      and ${isReachable(sql, sql`p.id`)}`
  if (row?.count !== personIds.length) {
    throw new Refusal('invalid_request', 'One of these people cannot be added.')
  }
}

/**
 * Adds people to a group whose row is locked. They may not read earlier messages, and these count as read. The same is
 * true for a person who left and comes back.
 */
export async function addParticipants(
  sql: Sql,
  groupId: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    insert into public.conversation_participants as p
      (conversation_id, user_id, joined_seq, last_read_seq, last_delivered_seq)
    select c.id, person.id, c.last_seq, c.last_seq, c.last_seq
    from public.conversations c, unnest(${[...personIds]}::uuid[]) as person (id)
    where c.id = ${groupId}
    on conflict (conversation_id, user_id) do update set
      left_at = null, barred_at = null, role = 'member', joined_at = now(), joined_seq = excluded.joined_seq,
      last_read_seq = excluded.last_read_seq, last_delivered_seq = excluded.last_delivered_seq,
      receipts_ver = p.receipts_ver + 1, own_ver = p.own_ver + 1, marked_unread = false, draft = null, draft_at = null`
}
