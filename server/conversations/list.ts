import { z } from 'zod'
import type {
  Conversation,
  ConversationList,
  ConversationListQuery,
} from '../../wire/conversations.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { containing } from '../database/patterns.ts'
import { Refusal } from '../refusal.ts'
import {
  conversationJson,
  seenColumns,
  seenIn,
  theirConversations,
  unreadCount,
} from './conversation-json.ts'

const PAGE = 50

/** Where a page ended: activity in microseconds since 1970, which is all the database knows, and the id. */
const place = z.tuple([z.int(), id])
type Place = z.infer<typeof place>

const kindOf = { all: undefined, unread: undefined, direct: 'DIRECT', group: 'GROUP' } as const

interface Row {
  conversation: Conversation
  place: Place
}

/** A page of somebody's conversations, newest activity first. */
export async function listConversations(
  sql: Sql,
  userId: string,
  { q = '', filter, cursor }: ConversationListQuery,
): Promise<ConversationList> {
  const kind = kindOf[filter]
  const rows = await sql<Row[]>`
    with mine as materialized (
      select ${seenColumns(sql)} from ${theirConversations(sql, userId)}
      where ${cursor === undefined ? sql`true` : isAfter(sql, readCursor(cursor))}
        and ${kind === undefined ? sql`true` : sql`c.kind = ${kind}`}
    ),
    page as materialized (
      select ${seenColumns(sql)} from ${seenIn(sql, 'mine')}
      where ${filter === 'unread' ? sql`(me.marked_unread or ${unreadCount(sql)} > 0)` : sql`true`}
        and ${q === '' ? sql`true` : isNamed(sql, q)}
      order by c.active_at desc, c.id desc limit ${PAGE + 1}
    )
    select ${conversationJson(sql)} as conversation,
      json_build_array((extract(epoch from c.active_at) * 1000000)::bigint, c.id) as place
    from ${seenIn(sql, 'page')}
    order by c.active_at desc, c.id desc`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    items: rows.slice(0, PAGE).map((row) => row.conversation),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

/** Has the words in its title, or somebody else with them in their names, whatever their case and accents. */
const isNamed = (sql: Sql, q: string) => sql`(
  ${plain(sql, sql`c.title`)} like ${plain(sql, sql`${containing(q)}`)} or exists (
    select from public.conversation_participants other
    join public.profiles someone on someone.id = other.user_id
    where other.conversation_id = c.id and other.user_id <> me.user_id and other.left_at is null
      and ${plain(sql, sql`someone.search_text`)} like ${plain(sql, sql`${containing(q)}`)}
  )
)`

const plain = (sql: Sql, text: ReturnType<Sql>) => sql`
  extensions.unaccent('extensions.unaccent', lower(${text}))`

const isAfter = (sql: Sql, [microseconds, conversationId]: Place) => sql`
  (c.active_at, c.id) < (
    timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond',
    ${conversationId}::uuid
  )`

const writeCursor = (at: Place) => Buffer.from(JSON.stringify(at)).toString('base64url')

function readCursor(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('invalid_request', 'cursor: this is not one of ours.')
  }
}
