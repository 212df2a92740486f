import { containedTerm, type Contained } from '../../wire/words/contained.ts'
import type { Term } from '../../wire/words/words.ts'
import type { Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { hasBody } from '../messages/store/has-body.ts'
import { unlessDeparting } from '../people/departing.ts'
import type { Few } from './scope.ts'

/**
 * The older weeks that the search reads together when the person has few messages. The index first intersects all
 * matches with those messages, so that any number of weeks costs the same.
 */
const WEEKS_OF_FEW = 64
/** The same for everybody else. The search then reads all matches of these weeks. */
const WEEKS_OF_MANY = 4

/** The last message of the previous page. */
export interface Place {
  /** Microseconds since 1970. */
  createdAt: number
  seq: number
  id: string
}

export interface Wanted {
  userId: string
  /** What was typed, for entries of an old relay. */
  q: string
  terms: readonly Term[]
  has?: Contained | undefined
  in?: string | undefined
  from?: string | undefined
  /** Only messages from this moment on. */
  since?: Date | undefined
  /** Only messages before this moment. */
  before?: Date | undefined
  few: Few | undefined
  after: Place | undefined
  limit: number
}

/**
 * Messages with all these terms that this person may read, newest first, with what the page needs to show them and to
 * continue. It searches the newest weeks first, until there are enough matches. It checks in that order whether the person may read
 * a match, so that a common term costs no more checks than the page shows. The index knows only terms, weeks and
 * conversations.
 */
export const byWeek = (sql: Sql, wanted: Wanted) => sql`
  select ${columns(sql, 'found')} from (
    select * from private.terms_by_week(
      ${exactTerms(wanted)}::text[], ${beginnings(wanted)}::text[],
      ${newest(sql, wanted)}, ${wanted.few ? WEEKS_OF_FEW : WEEKS_OF_MANY}
    ) ${since(sql, wanted)} order by week desc
  ) typed
  cross join lateral (
    select * from (
      select ${columns(sql, 'e')}, e.edited_at, e.terms_version from private.search_entries e
      where e.terms @@ typed.terms and ${among(sql, 'e', wanted)} and ${narrowed(sql, 'e', wanted)}
      order by ${newestFirst(sql, 'e')}
    ) matching
    where ${mayRead(sql, 'matching', wanted.userId)} and ${stillMatches(sql, 'matching', wanted)}
    limit ${wanted.limit}
  ) found
  order by typed.week desc, ${newestFirst(sql, 'found')}
  limit ${wanted.limit}`

const exactTerms = ({ terms, has }: Wanted) => [
  ...terms.filter(({ isBeginning }) => !isBeginning).map(({ term }) => term),
  ...(has === undefined ? [] : [containedTerm(has)]),
]

const beginnings = ({ terms }: Wanted) =>
  terms.filter(({ isBeginning }) => isBeginning).map(({ term }) => term)

/**
 * Entries are written behind the commit of their message. Since then it may have been edited or deleted, or its account
 * may be gone. Null, which counts as no, when there is no such message. Entries of old relays do not tell which edit they
 * are of, so the words of an edited message are made anew.
 */
const stillMatches = (sql: Sql, alias: string, { q, from }: Wanted) => sql`
  (
    select ${hasBody(sql, 'm')} and ${from === undefined ? always(sql) : sql`m.sender_id = ${from}::uuid`}
      and (m.edited_at is null or m.edited_at = ${sql(alias)}.edited_at or (
        ${sql(alias)}.terms_version = 1
        and private.message_words(private.body_and_file_names(m.id, m.body)) @@ private.typed_words(${q})
      ))
    from public.messages m where m.id = ${sql(alias)}.id
  )`

export const columns = perName((sql, alias: string) => {
  const m = sql(alias)
  return sql`${m}.id, ${m}.conversation_id, ${m}.sender_id, ${m}.seq, ${m}.created_at`
})

/** What narrows nothing. A fragment that is made for each search costs the relay more than its text costs PostgreSQL. */
const always = perName((sql) => sql`true`)
const noTime = perName((sql) => sql`null::timestamptz`)
const noWhere = perName((sql) => sql``)

export const newestFirst = perName((sql, alias: string) => {
  const m = sql(alias)
  return sql`${m}.created_at desc, ${m}.seq desc, ${m}.id desc`
})

/** Null, which counts as no, when the person is not in the conversation. */
export const mayRead = (sql: Sql, alias: string, userId: string) => sql`
  (
    select ${sql(alias)}.seq > me.joined_seq from public.conversation_participants me
    where me.conversation_id = ${sql(alias)}.conversation_id and me.user_id = ${userId} and me.left_at is null
  )`

function among(sql: Sql, alias: string, { in: only, few }: Wanted) {
  if (only !== undefined) return sql`${sql(alias)}.conversation_id = ${only}`
  if (few === undefined) return always(sql)
  return sql`${sql(alias)}.conversation_id = any(${few.ids}::uuid[])`
}

export const narrowed = (
  sql: Sql,
  alias: string,
  { from, since: first, before, after }: Wanted,
) => sql`
  ${from === undefined ? always(sql) : sql`${sql(alias)}.sender_id = ${unlessDeparting(sql, sql`${from}::uuid`)}`}
  and ${first === undefined ? always(sql) : sql`${sql(alias)}.created_at >= ${first}`}
  and ${before === undefined ? always(sql) : sql`${sql(alias)}.created_at < ${before}`}
  and ${after === undefined ? always(sql) : isAfter(sql, alias, after)}`

const isAfter = (sql: Sql, alias: string, { createdAt, seq, id }: Place) => {
  const m = sql(alias)
  return sql`
    (${m}.created_at, ${m}.seq, ${m}.id) < (${momentOf(sql, createdAt)}, ${seq}::bigint, ${id}::uuid)`
}

/**
 * No match is later than this. Null means that there is no limit. A date is never further ahead than the search looks
 * without one: the search asks the index for each span of weeks, and the last day there is lies 400,000 weeks ahead.
 */
const newest = (sql: Sql, { before, after }: Wanted) => {
  if (before === undefined && after === undefined) return noTime(sql)
  return sql`
  least(now() + interval '52 weeks',
    ${before === undefined ? noTime(sql) : sql`${before}::timestamptz`},
    ${after === undefined ? noTime(sql) : momentOf(sql, after.createdAt)})`
}

/** Spans of weeks that end before this moment are not looked at. */
const since = (sql: Sql, { since: first }: Wanted) =>
  first === undefined
    ? noWhere(sql)
    : sql`where week >= private.message_week(${first}::timestamptz)`

const momentOf = (sql: Sql, microseconds: number) => sql`
  timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'`
