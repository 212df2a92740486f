import { z } from 'zod'
import type { Participant } from '../../wire/conversations.ts'
import type { ParticipantList, ParticipantsQuery } from '../../wire/requests/conversations.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Person } from '../../wire/people.ts'
import { id } from '../../wire/primitives.ts'
import { listAliases, peopleOfAliases } from '../aliases/people.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import type { Sql } from '../database/client.ts'
import { isCalled, namesHaving, typedTerms } from '../people/names.ts'
import { personJson } from '../people/person-json.ts'
import { hasBlocked, theirConversations } from './conversation-json.ts'
import { isUnderNames } from '../kinds/conditions.ts'
import { participantJson, roleRank } from './participants-json.ts'
import { requireMembership } from './memberships.ts'

const PAGE = 50

/** The cursor of a page: rank of the role, time of joining in microseconds since 1970, and the id. */
const place = z.tuple([z.int().min(0).max(2), z.int(), id])
type Place = z.infer<typeof place>

interface Row {
  participant: Participant
  place: Place
}

/** A page of the people in a conversation of the asker: the owner, admins, then by the time of joining. */
export async function listParticipants(
  sql: Sql,
  userId: string,
  conversationId: string,
  { q, cursor }: ParticipantsQuery,
): Promise<ParticipantList> {
  await requireMembership(sql, userId, conversationId)
  const ways = q === undefined ? { written: [], joined: [] } : typedTerms(q)
  if (ways === null) return { items: [], next_cursor: null }
  if (isOfDarkRoom(conversationId)) return aliasesIn(sql, conversationId, q ?? '', cursor)
  const terms = [...ways.written, ...ways.joined]
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const rows = await sql<Row[]>`
    select ${participantJson(sql, 'p', 'profile', 'me', 'block')} as participant,
      json_build_array(
        ${roleRank(sql, 'p')}, (extract(epoch from p.joined_at) * 1000000)::bigint, p.user_id
      ) as place
    from ${theirConversations(sql, userId, 'c', 'me')}
    cross join lateral (select ${hasBlocked(sql, 'c', 'me')} as mine) block
    join public.conversation_participants p on p.conversation_id = c.id and p.left_at is null
    join public.profiles profile on profile.id = p.user_id
    where c.id = ${conversationId} and p.conversation_id = ${conversationId}
      and ${isUnderNames(sql, 'c')}
      and ${isCalled(sql, 'profile', terms)} and ${after === undefined ? sql`true` : isAfter(sql, after)}
    order by ${roleRank(sql, 'p')}, p.joined_at, p.user_id limit ${PAGE + 1}`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    items: rows.slice(0, PAGE).map(({ participant }) => participant),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

async function aliasesIn(
  sql: Sql,
  roomId: string,
  q: string,
  cursor: string | undefined,
): Promise<ParticipantList> {
  const after = cursor === undefined ? null : readCursor(id, cursor)
  const { items, last } = await listAliases(sql, roomId, {
    ...{ after, isCalled: namesHaving(sql, q), count: PAGE },
  })
  return { items, next_cursor: last === null ? null : writeCursor(last) }
}

const isAfter = (sql: Sql, [rank, joinedAt, userId]: Place) => sql`
  (${roleRank(sql, 'p')}, p.joined_at, p.user_id) > (
    ${rank}::int, timestamptz 'epoch' + ${joinedAt}::bigint * interval '1 microsecond', ${userId}::uuid
  )`

/**
 * Those of the given people whom the asker has met in a conversation: they are in it, or left it after the asker
 * joined. A page asks this for names that no answer contained, such as the author of an old quoted message.
 */
export async function metPeople(
  sql: Sql,
  userId: string,
  conversationId: string,
  ids: readonly string[],
): Promise<Person[]> {
  await requireMembership(sql, userId, conversationId)
  if (isOfDarkRoom(conversationId)) return peopleOfAliases(sql, ids, conversationId)
  const rows = await sql<{ person: Person }[]>`
    select ${personJson(sql, 'profile')} as person
    from ${theirConversations(sql, userId, 'c', 'me')}
    join public.conversation_participants p
      on p.conversation_id = c.id and p.user_id = any(${[...ids]}::uuid[])
        and (p.left_at is null or p.left_at >= me.joined_at)
    join public.profiles profile on profile.id = p.user_id
    where c.id = ${conversationId} and ${isUnderNames(sql, 'c')}`
  return rows.map(({ person }) => person)
}
