import { z } from 'zod'
import { person, type Person } from '../../wire/people.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { readRows } from '../database/rows.ts'
import { personIdById } from '../people/lookup.ts'
import { notFound, Refusal } from '../refusal.ts'

/**
 * From now on no private message, receipt or presence passes between the two people. Blocking again changes nothing.
 * The answer names the conversations that change for the person who blocks.
 */
export async function block(sql: Sql, userId: string, personId: string): Promise<string[]> {
  if (personId === userId) throw new Refusal('invalid_request', 'You cannot block yourself.')
  // Elsewhere a person who blocked the asker is hidden from the asker. Here the asker finds them: everybody may block a
  // person whose id they know.
  if ((await personIdById(sql, personId)) === null) throw notFound('person')
  return recount(
    sql,
    sql`
      insert into public.blocks (blocker_id, blocked_id) values (${userId}, ${personId})
      on conflict do nothing returning blocker_id, blocked_id`,
  )
}

/** Blocks that do not exist and unknown people are no error: afterwards the person is not blocked in any case. */
export function unblock(sql: Sql, userId: string, personId: string): Promise<string[]> {
  return recount(
    sql,
    sql`
      delete from public.blocks where blocker_id = ${userId} and blocked_id = ${personId}
      returning blocker_id, blocked_id`,
  )
}

/**
 * A block changes the unread count in the conversations that both people share. Devices that are offline learn of the
 * change from `own_ver`, so one statement changes the block and that counter.
 */
async function recount(sql: Sql, change: ReturnType<Sql>): Promise<string[]> {
  const query = sql`
    with changed as (${change})
    update public.conversation_participants me set own_ver = me.own_ver + 1
    from changed
    join public.conversation_participants counterpart on counterpart.user_id = changed.blocked_id
    where me.user_id = changed.blocker_id and me.left_at is null
      and me.conversation_id = counterpart.conversation_id
    returning me.conversation_id`
  const rows = await readRows(z.object({ conversation_id: id }), query)
  return rows.map(({ conversation_id }) => conversation_id)
}

/** The people that this person has blocked, latest first. Nobody is told who has blocked them. */
export function listBlocks(sql: Sql, userId: string): Promise<Person[]> {
  const query = sql`
    select p.id, p.username, p.display_name, p.avatar_url
    from public.blocks b join public.profiles p on p.id = b.blocked_id
    where b.blocker_id = ${userId}
    order by b.created_at desc, p.id limit 1000`
  return readRows(person, query)
}
