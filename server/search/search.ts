import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { SearchAnswer, SearchQuery } from '../../wire/search.ts'
import type { Database, Sql } from '../database/client.ts'
import { messageJson } from '../database/message-json.ts'
import { notFound, Refusal } from '../refusal.ts'
import { excerptOf } from './excerpt.ts'
import { authorOf, conversationNamed } from './whereabouts.ts'

const PAGE = 30

/** Where a page ended: `seq` in one conversation, else microseconds since 1970 and the id. */
const place = z.tuple([z.int(), id])
type Place = z.infer<typeof place>

/** What of the messages is the asker's to read. */
interface Scope {
  ids: string[]
  /** Where they came in late: {conversation id: what was said up to there is not theirs}. */
  joined: Record<string, number>
}

/**
 * Messages with all these words, newest first, in the conversations of the person asking.
 *
 * The ids of the conversations and the words are values of the plan, made anew for each search: for a rare word PostgreSQL
 * then reads its few places in the index, for a common one it first intersects them with what is in these conversations.
 * In one conversation the sum keeps it from walking back from the end, which for a word that is not there reads it all.
 */
export function searchMessages(
  sql: Database,
  userId: string,
  query: SearchQuery,
): Promise<SearchAnswer> {
  return sql.begin(async (tx) => {
    await tx`select set_config('plan_cache_mode', 'force_custom_plan', true)`
    const scope = await scopeOf(tx, userId, query.in)
    const rows = await find(tx, userId, scope, query)
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
    return {
      items: rows.slice(0, PAGE).map(({ message, author, conversation }) => ({
        message,
        excerpt: excerptOf(message.body, query.q),
        author,
        conversation,
      })),
      next_cursor: last === undefined ? null : writeCursor(last.place),
    }
  })
}

async function scopeOf(tx: Sql, userId: string, only: string | undefined): Promise<Scope> {
  const rows = await tx<{ id: string; joined_seq: number }[]>`
    select conversation_id as id, joined_seq from public.conversation_participants
    where user_id = ${userId} and left_at is null
      and ${only === undefined ? tx`true` : tx`conversation_id = ${only}`}`
  if (only !== undefined && rows.length === 0) throw notFound('conversation')
  const late = rows.filter(({ joined_seq }) => joined_seq > 0)
  return {
    ids: rows.map((row) => row.id),
    joined: Object.fromEntries(late.map((row) => [row.id, row.joined_seq])),
  }
}

type Row = SearchAnswer['items'][number] & { place: Place }

function find(
  tx: Sql,
  userId: string,
  { ids, joined }: Scope,
  { q, in: only, from, before, cursor }: SearchQuery,
) {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const none = tx`true`
  // The page first: who and where is looked up for what is shown, not for all that matches.
  return tx<Row[]>`
    with page as materialized (
      select m.conversation_id, m.sender_id, m.seq, m.created_at, m.id,
        ${messageJson(tx)} as message, json_build_array(
          ${only ? tx`m.seq` : tx`(extract(epoch from m.created_at) * 1000000)::bigint`}, m.id
        ) as place
      from public.messages m
      where private.search_vector(m.body) @@ private.search_query(${q})
        and ${only ? tx`m.conversation_id = ${only}` : tx`m.conversation_id = any(${ids}::uuid[])`}
        and ${Object.keys(joined).length > 0 ? isTheirs(tx, joined) : none}
        and ${from === undefined ? none : tx`m.sender_id = ${from}`}
        and ${before === undefined ? none : tx`m.created_at < ${before}::timestamp at time zone 'UTC'`}
        and ${after === undefined ? none : isBehind(tx, after, only !== undefined)}
      order by ${only ? tx`m.seq + 0 desc` : tx`m.created_at desc, m.id desc`} limit ${PAGE + 1}
    )
    select page.message, page.place, ${authorOf(tx)} as author,
      ${conversationNamed(tx, userId)} as conversation
    from page
    order by ${only ? tx`page.seq desc` : tx`page.created_at desc, page.id desc`}`
}

const isTheirs = (tx: Sql, joined: Record<string, number>) => tx`
  m.seq > coalesce((${tx.json(joined)}::jsonb ->> m.conversation_id::text)::bigint, 0)`

const isBehind = (tx: Sql, [at, messageId]: Place, inOne: boolean) =>
  inOne
    ? tx`m.seq < ${at}`
    : tx`(m.created_at, m.id) <
        (timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond', ${messageId}::uuid)`

const writeCursor = (at: Place) => Buffer.from(JSON.stringify(at)).toString('base64url')

function readCursor(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('invalid_request', 'cursor: this is not one of ours.')
  }
}
