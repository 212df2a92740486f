import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/**
 * Hides an alias from the alias of this person in the same room. It says nothing about the person behind it: their other
 * aliases and their own name stay as they are.
 */
export async function blockAlias(sql: Sql, userId: string, aliasId: string): Promise<void> {
  const [pair] = await sql<{ own: string }[]>`
    select mine.id as own from private.aliases theirs
    join private.aliases mine
      on mine.conversation_id = theirs.conversation_id and mine.user_id = ${userId}
    where theirs.id = ${aliasId}`
  if (pair === undefined) throw notFound('person')
  if (pair.own === aliasId) throw new Refusal('invalid_request', 'You cannot block yourself.')
  await sql`
    insert into private.alias_blocks (blocker_id, blocked_id) values (${pair.own}, ${aliasId})
    on conflict do nothing`
}

/** An alias that does not exist is no error: afterwards it is not blocked in any case. */
export async function unblockAlias(sql: Sql, userId: string, aliasId: string): Promise<void> {
  await sql`
    delete from private.alias_blocks b using private.aliases mine
    where b.blocked_id = ${aliasId} and mine.id = b.blocker_id and mine.user_id = ${userId}`
}

export async function listBlockedAliases(sql: Sql, userId: string): Promise<Person[]> {
  const rows = await sql<Person[]>`
    select theirs.id, '' as username, theirs.name as display_name, null as avatar_url
    from private.aliases mine
    join private.alias_blocks b on b.blocker_id = mine.id
    join private.aliases theirs on theirs.id = b.blocked_id
    where mine.user_id = ${userId}
    order by theirs.id limit 1000`
  return [...rows]
}
