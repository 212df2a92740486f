import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { personIdById } from '../people/lookup.ts'
import { notFound, Refusal } from '../refusal.ts'

/**
 * From now on the two hear nothing from each other in private. Blocking again changes nothing. Answers with the
 * conversations that look different to the one who blocks.
 */
export async function block(sql: Sql, userId: string, personId: string): Promise<string[]> {
  if (personId === userId) throw new Refusal('invalid_request', 'You cannot block yourself.')
  // Also somebody who blocked the asker and is nobody to them elsewhere: whoever knows an id may refuse to hear from it.
  if ((await personIdById(sql, personId)) === null) throw notFound('person')
  await sql`
    insert into public.blocks (blocker_id, blocked_id) values (${userId}, ${personId})
    on conflict do nothing`
  return noteChange(sql, userId, personId)
}

/** Somebody who is not blocked, or does not exist, is not blocked afterwards either. */
export async function unblock(sql: Sql, userId: string, personId: string): Promise<string[]> {
  await sql`delete from public.blocks where blocker_id = ${userId} and blocked_id = ${personId}`
  return noteChange(sql, userId, personId)
}

/** Where both are, what is unread is another number now; devices that are away find it by the raised counter. */
async function noteChange(sql: Sql, userId: string, personId: string): Promise<string[]> {
  const rows = await sql<{ conversation_id: string }[]>`
    update public.conversation_participants me set own_ver = me.own_ver + 1
    from public.conversation_participants other
    where me.user_id = ${userId} and me.left_at is null and other.user_id = ${personId}
      and other.conversation_id = me.conversation_id
    returning me.conversation_id`
  return rows.map(({ conversation_id }) => conversation_id)
}

/** Whom this person has blocked, latest first. Nobody is told who has blocked them. */
export function listBlocks(sql: Sql, userId: string): Promise<Person[]> {
  return sql<Person[]>`
    select p.id, p.username, p.display_name, p.avatar_url
    from public.blocks b join public.profiles p on p.id = b.blocked_id
    where b.blocker_id = ${userId}
    order by b.created_at desc, p.id limit 1000`
}
