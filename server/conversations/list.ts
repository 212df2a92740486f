import { z } from 'zod'
import { kindsWith } from '../../wire/conversation-kinds.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { ConversationList, ConversationListQuery } from '../../wire/requests/conversations.ts'
import { MAX_LISTED_PARTICIPANTS } from '../../wire/limits.ts'
import { id } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { inShortTime } from '../short-time.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { namesHaving } from '../people/names.ts'
import { peopleNamedBeside } from '../people/named.ts'
import {
  allTheirConversations,
  conversationJson,
  isArchived,
  seenColumns,
  seenIn,
} from './conversation-json.ts'
import { newest } from './newest.ts'
import { unreadCount } from './unread.ts'

const PAGE = 50

/**
 * The cursor of a page: the last activity in microseconds since 1970, which is the precision of the database, and the
 * id.
 */
const place = z.tuple([z.int(), id])
type Place = z.infer<typeof place>

/** The capabilities that each filter selects. */
const listed = {
  direct: kindsWith(({ isPair }) => isPair),
  group: kindsWith(({ hasRoles }) => hasRoles),
}

interface Row {
  conversation: Conversation
  place: Place
}

/** Whether the database may have to look into all conversations of the person. */
const looksIntoAll = ({ q = '', filter }: ConversationListQuery) => q !== '' || filter === 'unread'

/** Whether the conversations alone decide which are on the page, and not what each is to the person. */
const isPlain = (query: ConversationListQuery) =>
  !looksIntoAll(query) && query.filter !== 'archived'

/** PostgreSQL filters in this order then, and ends when the page is full. `offset 0` keeps it from sorting afterwards. */
const inOrder = perName((sql) => sql`order by c.active_at desc, c.id desc offset 0`)

/** A page of a person's conversations, newest activity first. */
export function listConversations(
  sql: Database,
  userId: string,
  query: ConversationListQuery,
): Promise<ConversationList> {
  if (!looksIntoAll(query)) return page(sql, userId, query)
  return inShortTime(sql, (tx) => page(tx, userId, query))
}

/**
 * As text and not as a parameter: PostgreSQL would expect a tenth of all conversations for any number, think little of
 * the plan for any person, and plan each list anew. That took a millisecond.
 */
const onePageAndOne = perName((sql) => sql`limit ${PAGE + 1}`)

async function page(
  sql: Sql,
  userId: string,
  query: ConversationListQuery,
): Promise<ConversationList> {
  const { q = '', filter, cursor } = query
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const condition: ReturnType<Sql> = sql`
    ${after === undefined ? sql`true` : isAfter(sql, 'c', after)} and ${isListed(sql, ['c', 'me'], filter)}`
  const rows = await sql<Row[]>`
    with mine as not materialized (
      select ${seenColumns(sql, 'c', 'me')}
      from ${isPlain(query) ? newest(sql, userId, condition, onePageAndOne(sql)) : allTheirConversations(sql, userId, 'c', 'me')}
      where ${condition}
      ${looksIntoAll(query) ? inOrder(sql) : sql``}
    ),
    page as materialized (
      select ${seenColumns(sql, 'c', 'me')} from ${seenIn(sql, 'mine', 'c', 'me')}
      where ${filter === 'unread' ? isUnread(sql, 'c', 'me') : sql`true`}
        and ${q === '' ? sql`true` : isNamed(sql, 'c', 'me', q)}
      order by c.active_at desc, c.id desc ${onePageAndOne(sql)}
    )
    select ${conversationJson(sql, 'c', 'me', 'either')} as conversation,
      json_build_array((extract(epoch from c.active_at) * 1000000)::bigint, c.id) as place
    from ${seenIn(sql, 'page', 'c', 'me')}
    order by c.active_at desc, c.id desc`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  const items = rows.slice(0, PAGE).map(({ conversation }) => conversation)
  return {
    items,
    people: await peopleNamedBeside(
      sql,
      items.map(({ last_message }) => last_message),
      items,
    ),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

/** Most conversations are read to the end, and nothing has to be counted there. */
const isUnread = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  (${me}.marked_unread or (${c}.last_seq > ${me}.last_read_seq and ${unreadCount(sql, conversation, participant)} > 0))`
})

function isListed(
  sql: Sql,
  [conversation, participant]: [string, string],
  filter: ConversationListQuery['filter'],
) {
  if (filter === 'all' || filter === 'unread') return sql`true`
  if (filter === 'archived') return isArchived(sql, conversation, participant)
  return sql`${sql(conversation)}.kind = any(${listed[filter]}::text[])`
}

/**
 * Whether the typed words are in the title, in the title of the post, or in the names of another participant. Case and
 * accents do not count. A large conversation is found only by its title: reading all its participants for each search
 * would cost too much.
 */
function isNamed(sql: Sql, conversation: string, participant: string, q: string) {
  const [c, me] = [sql(conversation), sql(participant)]
  const has = namesHaving(sql, q)
  return sql`(
  ${has(sql`${c}.title`)}
  or (${c}.post_id is not null and exists (
    select from public.posts about where about.id = ${c}.post_id and ${has(sql`about.title`)}
  ))
  or (${c}.participant_count <= ${MAX_LISTED_PARTICIPANTS} and exists (
    select from public.conversation_participants participant
    join public.profiles profile on profile.id = participant.user_id
    where participant.conversation_id = ${c}.id and participant.user_id <> ${me}.user_id and participant.left_at is null
      and ${has(sql`profile.search_text`)}
  ))
)`
}

function isAfter(sql: Sql, conversation: string, [microseconds, conversationId]: Place) {
  const c = sql(conversation)
  return sql`
  (${c}.active_at, ${c}.id) < (
    timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond',
    ${conversationId}::uuid
  )`
}
