import type { Conversation } from '../../wire/conversations.ts'
import type { Sql } from '../database/client.ts'
import type { Memberships } from '../live-session.ts'
import { notFound } from '../refusal.ts'
import { conversationJson, identityIn, theirConversations } from './conversation-json.ts'
import { isUnderNames, isUnwritten } from '../kinds/conditions.ts'

/** The number of conversations whose high-water marks a connecting socket gets. */
const MARKED = 200

/**
 * The columns `ids`, `rooms` and `sum` of the memberships of a person. `ids` and `sum` are without rooms: a socket gets
 * the events of a room only while its person looks at it. One text holds all ids: a person may be in thousands of
 * conversations, and the relay splits a text much faster than it reads rows.
 * @param userId an expression over the query's columns, or a value as one
 */
export const membershipColumns = (sql: Sql, userId: ReturnType<Sql>) => sql`
  (
    select coalesce(string_agg(p.conversation_id::text, ',') filter (where not p.in_room), '') as ids,
      coalesce(string_agg(p.conversation_id::text, ',') filter (where p.in_room), '') as rooms,
      ${sumOf(sql, 'p')} as sum
    from public.conversation_participants p
    where p.user_id = ${userId} and p.left_at is null
  )`

/** The sum of the memberships of a person, for a comparison with an earlier moment. */
export const membershipSum = (sql: Sql, userId: ReturnType<Sql>) => sql`
  (
    select ${sumOf(sql, 'p')}
    from public.conversation_participants p
    where p.user_id = ${userId} and p.left_at is null and not p.in_room
  )`

const sumOf = (sql: Sql, participant: string) => sql`
  count(*) filter (where not ${sql(participant)}.in_room) || '/' || coalesce(
    bit_xor(uuid_hash_extended(${sql(participant)}.conversation_id, 0)) filter (where not ${sql(participant)}.in_room), 0
  )`

const split = (ids: string) => (ids === '' ? [] : ids.split(','))

export const toMemberships = (row: { ids: string; rooms: string; sum: string }): Memberships => ({
  ids: split(row.ids),
  rooms: split(row.rooms),
  sum: row.sum,
})

/** The conversations whose events all sockets of a person get. */
export async function membershipsOf(sql: Sql, userId: string): Promise<Memberships> {
  const [row] = await sql<{ ids: string; rooms: string; sum: string }[]>`
    select ids, rooms, sum from ${membershipColumns(sql, sql`${userId}`)} mine`
  return toMemberships(row!)
}

/**
 * The ids of conversations in which a person uses their own name and others see it. The person who opened a pair sees the
 * name of the counterpart at once. The counterpart does not know of the pair before the first message, and so hears
 * nothing of who opened it. In rooms with aliases no event may reveal that this person changed their name.
 */
export async function namedConversationIdsOf(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select c.id from public.conversation_participants me
    join public.conversations c on c.id = me.conversation_id and ${isUnderNames(sql, 'c')}
    where me.user_id = ${userId} and me.left_at is null and not (c.last_seq = 0 and exists (
      select from public.conversation_participants counterpart
      where counterpart.conversation_id = c.id and counterpart.user_id <> me.user_id
        and ${isUnwritten(sql, 'c', 'counterpart')}
    ))`
  return rows.map((row) => row.id)
}

/** `last_ver` of the most recently active conversations of a person, by id. */
export const highWaterMarks = (sql: Sql, userId: ReturnType<Sql>) => sql`
  (
    select coalesce(json_object_agg(id, last_ver), '{}') from (
      select c.id, c.last_ver from ${theirConversations(sql, userId, 'c', 'me')}
      order by c.active_at desc, c.id desc limit ${MARKED}
    ) recent
  )`

/** The conversation as this person sees it. */
export async function conversationOf(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<Conversation> {
  const [row] = await sql<{ conversation: Conversation }[]>`
    select ${conversationJson(sql, 'c', 'me', identityIn(conversationId))} as conversation
    from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  return row.conversation
}

/** The conversation as each of these people sees it. Those who are not in it are left out. */
export async function conversationForEach(
  sql: Sql,
  userIds: readonly string[],
  conversationId: string,
): Promise<Map<string, Conversation>> {
  const rows = await sql<{ user_id: string; conversation: Conversation }[]>`
    select me.user_id, ${conversationJson(sql, 'c', 'me', identityIn(conversationId))} as conversation
    from public.conversation_participants me
    join public.conversations c on c.id = me.conversation_id
    where me.conversation_id = ${conversationId} and me.user_id = any(${[...userIds]}::uuid[])
      and me.left_at is null`
  return new Map(rows.map((row) => [row.user_id, row.conversation]))
}

/** The people of a pair who do not see it yet, because nothing was written there. */
export async function awaitingFirstMessage(sql: Sql, conversationId: string): Promise<string[]> {
  const rows = await sql<{ user_id: string }[]>`
    select me.user_id from public.conversations c
    join public.conversation_participants me on me.conversation_id = c.id
    where c.id = ${conversationId} and ${isUnwritten(sql, 'c', 'me')}`
  return rows.map(({ user_id }) => user_id)
}

/** The conversation in the view of the people to whom its first message shows it. */
export async function shownWithFirstMessage(
  sql: Sql,
  conversationId: string,
): Promise<Map<string, Conversation>> {
  const rows = await sql<{ user_id: string }[]>`
    select user_id from public.conversation_participants
    where conversation_id = ${conversationId} and awaits_message and left_at is null`
  const ids = rows.map(({ user_id }) => user_id)
  return ids.length === 0 ? new Map() : conversationForEach(sql, ids, conversationId)
}

/** Refuses a person who is not in the conversation, as if there were no such conversation. */
export async function requireMembership(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<void> {
  const rows = await sql`
    select from public.conversation_participants
    where conversation_id = ${conversationId} and user_id = ${userId} and left_at is null`
  if (rows.length === 0) throw notFound('conversation')
}

/** What a view of a conversation needs that was opened just now. */
export async function openedBy(
  sql: Sql,
  userId: string,
  conversationId: string,
): Promise<{ last_ver: number; in_room: boolean }> {
  const [row] = await sql<{ last_ver: number; in_room: boolean }[]>`
    select c.last_ver, me.in_room
    from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${conversationId}`
  if (row === undefined) throw notFound('conversation')
  return row
}
