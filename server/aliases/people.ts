import type { PendingQuery, Row } from 'postgres'
import type { Participant } from '../../wire/conversations.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Person } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'

/** An alias in the wire's shape of a person. It has no username and no picture: the page draws one from the id. */
export const aliasJson = (sql: Sql, alias: string) => sql`
  json_build_object('id', ${sql(alias)}.id, 'username', '', 'display_name', ${sql(alias)}.name, 'avatar_url', null)`

/** The names of those of these ids that are aliases. With a room, those of this room only. */
export async function peopleOfAliases(
  sql: Sql,
  ids: readonly string[],
  roomId?: string,
): Promise<Person[]> {
  const aliases = ids.filter(isOfDarkRoom)
  if (aliases.length === 0) return []
  const rows = await sql<{ person: Person }[]>`
    select ${aliasJson(sql, 'a')} as person from private.aliases a
    where a.id = any(${aliases}::uuid[])
      and ${roomId === undefined ? sql`true` : sql`a.conversation_id = ${roomId}`}
    order by a.id`
  return rows.map(({ person }) => person)
}

export interface AliasPage {
  items: Participant[]
  /** The id of the last alias of the page, when there are more. */
  last: string | null
}

/** A condition over a name. */
type Condition = (name: ReturnType<Sql>) => PendingQuery<Row[]>

/**
 * The aliases of a room that are in it now. Their order is that of their random ids: an order of joining would tell who
 * came when.
 */
export async function listAliases(
  sql: Sql,
  roomId: string,
  { after, isCalled, count }: { after: string | null; isCalled: Condition; count: number },
): Promise<AliasPage> {
  const rows = await sql<{ participant: Participant }[]>`
    select json_build_object(
      'user_id', a.id, 'username', '', 'display_name', a.name, 'avatar_url', null, 'role', p.role,
      'last_read_seq', 0, 'last_delivered_seq', 0, 'receipts_ver', 0
    ) as participant
    from private.aliases a
    join public.conversation_participants p
      on p.conversation_id = a.conversation_id and p.user_id = a.id and p.left_at is null
    where a.conversation_id = ${roomId} and a.id > ${after ?? '00000000-0000-0000-0000-000000000000'}
      and ${isCalled(sql`a.name`)}
    order by a.id limit ${count + 1}`
  const items = rows.slice(0, count).map(({ participant }) => participant)
  return { items, last: rows.length > count ? items.at(-1)!.user_id : null }
}

/** An alias of a room that this person is in now, with the person's own alias there. */
export async function aliasBesideOwn(
  sql: Sql,
  userId: string,
  aliasId: string,
): Promise<{ id: string; reporterId: string; roomId: string }> {
  const [pair] = await sql<{ id: string; reporterId: string; roomId: string }[]>`
    select theirs.id, mine.id as "reporterId", mine.conversation_id as "roomId"
    from private.aliases theirs
    join private.aliases mine
      on mine.conversation_id = theirs.conversation_id and mine.user_id = ${userId}
    join public.conversation_participants me
      on me.conversation_id = mine.conversation_id and me.user_id = mine.id and me.left_at is null
    where theirs.id = ${aliasId}`
  if (pair === undefined) throw notFound('person')
  return pair
}
