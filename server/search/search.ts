import { z } from 'zod'
import { bodyOf, contentOf } from '../../wire/content.ts'
import type { Message } from '../../wire/messages.ts'
import { id } from '../../wire/primitives.ts'
import { searchAnswer, type SearchAnswer, type SearchQuery } from '../../wire/search.ts'
import { typedTerms } from '../../wire/words/words.ts'
import type { Database, Sql } from '../database/client.ts'
import { inShortTime, type Settings } from '../short-time.ts'
import { perName } from '../database/fragments.ts'
import { readRows } from '../database/rows.ts'
import { messageFor } from '../messages/store/message-json.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { beginningOfDay, nextDay } from './beginning-of-day.ts'
import { excerptOf } from './excerpt.ts'
import { byWeek, newestFirst, type Place, type Wanted } from './matches.ts'
import { readThrough, theseMessages } from './read-through.ts'
import { fewOf } from './scope.ts'
import { searchedText } from './searched-text.ts'
import { authorOf, conversationNamed } from './whereabouts.ts'

const PAGE = 30

/**
 * Messages with all these terms, newest first, in the conversations of the person asking.
 *
 * Each connection makes one plan for all terms, because making a plan takes longer than running it. PostgreSQL may make
 * the plan while there is hardly a message and keep it while they become many. A plan that reads all messages looks
 * cheapest then.
 */
export function searchMessages(
  sql: Database,
  userId: string,
  query: SearchQuery,
): Promise<SearchAnswer> {
  const { q, in: only, from, has, cursor } = query
  const terms = typedTerms(q)
  const search = async (tx: Sql): Promise<SearchAnswer> => {
    const few = await fewOf(tx, userId, only)
    const rows = await find(tx, {
      userId,
      q,
      terms,
      in: only,
      from,
      has,
      ...timeOf(query),
      few,
      after: cursor === undefined ? undefined : placeOf(cursor),
      limit: PAGE + 1,
    })
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
    return {
      items: rows.slice(0, PAGE).map(({ message, author, conversation }) => ({
        message,
        excerpt: excerptOf(searchedTextOf(message), terms),
        author,
        conversation,
      })),
      next_cursor: last === undefined ? null : writeCursor(last.place),
    }
  }
  return inShortTime(sql, search, onePlan)
}

const onePlan: Settings = perName(
  (sql) => sql`
  set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true), set_config('enable_seqscan', 'off', true)`,
)

/** A file is found by its name, so the excerpt shows the name. */
const searchedTextOf = (message: Message) =>
  searchedText(
    bodyOf(contentOf(message)) ?? '',
    message.files?.map(({ name }) => name).join(' ') ?? null,
    message.mention_names,
  )

/** A day counts as a whole: `after` begins when it has ended, and `before` ends when it begins. */
function timeOf({ before, after, on, zone }: SearchQuery): Pick<Wanted, 'since' | 'before'> {
  const begins = [on, after && nextDay(after)].filter((day) => day !== undefined)
  const ends = [before, on && nextDay(on)].filter((day) => day !== undefined)
  const [first, last] = [begins.sort().at(-1), ends.sort()[0]]
  return {
    since: first === undefined ? undefined : beginningOfDay(first, zone),
    before: last === undefined ? undefined : beginningOfDay(last, zone),
  }
}

const place = z.tuple([z.int(), z.int(), id])
const match = searchAnswer.shape.items.element.omit({ excerpt: true }).extend({ place })

async function find(tx: Sql, wanted: Wanted) {
  // A text without a word, such as "...", finds nothing.
  if (wanted.terms.length === 0 && (wanted.q !== '' || wanted.has === undefined)) return []
  const ids = wanted.few?.isLittle ? await readThrough(tx, wanted, wanted.few) : null
  // The page is selected first. Author and conversation are then read only for the shown matches.
  return readRows(
    match,
    tx`
      with page as materialized (${ids === null ? byWeek(tx, wanted) : theseMessages(tx, ids)})
      select ${shown(tx, 'm', 'page', 'reader')}
      from page join public.messages m on m.id = page.id
      cross join (select ${wanted.userId}::uuid as id) reader
      order by ${newestFirst(tx, 'page')}`,
  )
}

const shown = perName(
  (sql, message: string, page: string, reader: string) => sql`
  ${messageFor(sql, message, `${reader}.id`)} as message, ${authorOf(sql, page)} as author,
  ${conversationNamed(sql, page, reader)} as conversation, json_build_array(
    (extract(epoch from ${sql(page)}.created_at) * 1000000)::bigint, ${sql(page)}.seq, ${sql(page)}.id
  ) as place`,
)

function placeOf(cursor: string): Place {
  const [createdAt, seq, messageId] = readCursor(place, cursor)
  return { createdAt, seq, id: messageId }
}
