import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { personIdById } from '../people/lookup.ts'
import { notFound, Refusal } from '../refusal.ts'

/** From now on the two hear nothing from each other in private. Blocking again changes nothing. */
export async function block(sql: Sql, userId: string, personId: string): Promise<void> {
  if (personId === userId) throw new Refusal('invalid_request', 'You cannot block yourself.')
  // Also somebody who blocked the asker and is nobody to them elsewhere: whoever knows an id may refuse to hear from it.
  if ((await personIdById(sql, personId)) === null) throw notFound('person')
  await sql`
    insert into public.blocks (blocker_id, blocked_id) values (${userId}, ${personId})
    on conflict do nothing`
}

/** Somebody who is not blocked, or does not exist, is not blocked afterwards either. */
export async function unblock(sql: Sql, userId: string, personId: string): Promise<void> {
  await sql`delete from public.blocks where blocker_id = ${userId} and blocked_id = ${personId}`
}

/** Whom this person has blocked, latest first. Nobody is told who has blocked them. */
export function listBlocks(sql: Sql, userId: string): Promise<Person[]> {
  return sql<Person[]>`
    select p.id, p.username, p.display_name, p.avatar_url
    from public.blocks b join public.profiles p on p.id = b.blocked_id
    where b.blocker_id = ${userId}
    order by b.created_at desc, p.id limit 1000`
}

/** The DIRECT conversation of two people, if they have one: what its `me` says changes with a block. */
export async function directOf(sql: Sql, userId: string, personId: string): Promise<string | null> {
  const key = [userId, personId].sort().join(':')
  const [found] = await sql<{ id: string }[]>`
    select id from public.conversations where direct_key = ${key}`
  return found?.id ?? null
}
