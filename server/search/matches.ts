import type { SearchQuery } from '../../wire/search.ts'
import type { Sql } from '../database/client.ts'
import type { Few } from './scope.ts'

/**
 * Older weeks that are looked up together: with few messages the index first intersects everybody's matches with them, and
 * costs the same for any number of weeks; else all matches of these weeks are looked at.
 */
const WEEKS_OF_FEW = 64
const WEEKS_OF_MANY = 4

/** Where an earlier page ended. */
export interface Place {
  /** Microseconds since 1970. */
  createdAt: number
  seq: number
  id: string
}

export interface Wanted extends Omit<SearchQuery, 'cursor'> {
  userId: string
  few: Few | undefined
  behind: Place | undefined
  limit: number
}

/** Messages with all these words that this person may read, newest first: enough of each to show it and to go on behind it. */
export const matches = (sql: Sql, wanted: Wanted) =>
  wanted.few?.isLittle ? readThrough(sql, wanted, wanted.few) : byWeek(sql, wanted)

const readThrough = (sql: Sql, wanted: Wanted, { ids }: Few) => sql`
  select ${columns(sql)} from public.messages m
  where m.conversation_id = any(${ids}::uuid[]) and ${mayRead(sql, wanted.userId)}
    and private.message_words(m.body) @@ private.typed_words(${wanted.q}) and ${narrowed(sql, wanted)}
  order by m.created_at desc, m.seq desc, m.id desc limit ${wanted.limit}`

/**
 * The newest weeks first, until there are enough. Whether somebody may read a match is asked in order, so that a common word
 * is asked about no more often than it is shown; the index knows about words, weeks and conversations alone.
 */
const byWeek = (sql: Sql, wanted: Wanted) => sql`
  select found.* from (
    select * from private.typed_words_by_week(
      ${wanted.q}, ${newest(sql, wanted)}, ${wanted.few ? WEEKS_OF_FEW : WEEKS_OF_MANY}
    ) order by week desc
  ) said
  cross join lateral (
    select * from (
      select ${columns(sql)} from public.messages m
      where private.message_terms(m.body, m.created_at) @@ said.words
        and ${among(sql, wanted)} and ${narrowed(sql, wanted)}
      order by m.created_at desc, m.seq desc, m.id desc
    ) m
    where ${mayRead(sql, wanted.userId)}
    limit ${wanted.limit}
  ) found
  order by said.week desc, found.created_at desc, found.seq desc, found.id desc
  limit ${wanted.limit}`

const columns = (sql: Sql) => sql`m.id, m.conversation_id, m.sender_id, m.seq, m.created_at`

/** Null, which is no, for who is not in the conversation. */
const mayRead = (sql: Sql, userId: string) => sql`
  (
    select m.seq > seat.joined_seq from public.conversation_participants seat
    where seat.conversation_id = m.conversation_id and seat.user_id = ${userId} and seat.left_at is null
  )`

function among(sql: Sql, { in: only, few }: Wanted) {
  if (only !== undefined) return sql`m.conversation_id = ${only}`
  return few === undefined ? sql`true` : sql`m.conversation_id = any(${few.ids}::uuid[])`
}

const narrowed = (sql: Sql, { from, before, behind }: Wanted) => sql`
  ${from === undefined ? sql`true` : sql`m.sender_id = ${from}`}
  and ${before === undefined ? sql`true` : sql`m.created_at < ${midnight(sql, before)}`}
  and ${behind === undefined ? sql`true` : isBehind(sql, behind)}`

const isBehind = (sql: Sql, { createdAt, seq, id }: Place) => sql`
  (m.created_at, m.seq, m.id) < (${momentOf(sql, createdAt)}, ${seq}::bigint, ${id}::uuid)`

/** No match is later; null when nothing bounds them. */
const newest = (sql: Sql, { before, behind }: Wanted) => sql`
  least(${before === undefined ? sql`null` : midnight(sql, before)},
    ${behind === undefined ? sql`null::timestamptz` : momentOf(sql, behind.createdAt)})`

const midnight = (sql: Sql, day: string) => sql`${day}::timestamp at time zone 'UTC'`

const momentOf = (sql: Sql, microseconds: number) => sql`
  timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'`
