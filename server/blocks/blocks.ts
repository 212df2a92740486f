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
  return noted(
    sql,
    sql`
      insert into public.blocks (blocker_id, blocked_id) values (${userId}, ${personId})
      on conflict do nothing returning blocker_id, blocked_id`,
  )
}

/** Somebody who is not blocked, or does not exist, is not blocked afterwards either. */
export function unblock(sql: Sql, userId: string, personId: string): Promise<string[]> {
  return noted(
    sql,
    sql`
      delete from public.blocks where blocker_id = ${userId} and blocked_id = ${personId}
      returning blocker_id, blocked_id`,
  )
}

/**
 * Where both are, what is unread is another number now. One statement, so that no count is of a block without the counter
 * that tells of it: devices that are away find it by that.
 */
async function noted(sql: Sql, change: ReturnType<Sql>): Promise<string[]> {
  const rows = await sql<{ conversation_id: string }[]>`
    with changed as (${change})
    update public.conversation_participants me set own_ver = me.own_ver + 1
    from changed
    join public.conversation_participants other on other.user_id = changed.blocked_id
    where me.user_id = changed.blocker_id and me.left_at is null
      and me.conversation_id = other.conversation_id
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
