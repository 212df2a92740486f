import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { SearchAnswer, SearchQuery } from '../../wire/search.ts'
import type { Database, Sql } from '../database/client.ts'
import { messageJson } from '../messages/store/message-json.ts'
import { Refusal } from '../refusal.ts'
import { excerptOf } from './excerpt.ts'
import { matches, type Place, type Wanted } from './matches.ts'
import { fewOf } from './scope.ts'
import { authorOf, conversationNamed } from './whereabouts.ts'

const PAGE = 30

/**
 * Messages with all these words, newest first, in the conversations of the person asking.
 *
 * The plan is the same for all words and made once a connection; compiling it would take longer than running it. It may be
 * made while there is hardly a message, when reading them all looks cheapest, and is kept while they become many.
 */
export function searchMessages(
  sql: Database,
  userId: string,
  query: SearchQuery,
): Promise<SearchAnswer> {
  return sql.begin(async (tx) => {
    await tx`
      select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true),
        set_config('max_parallel_workers_per_gather', '0', true), set_config('enable_seqscan', 'off', true)`
    const { cursor, ...words } = query
    const rows = await find(tx, {
      ...words,
      userId,
      few: await fewOf(tx, userId, query.in),
      behind: cursor === undefined ? undefined : readCursor(cursor),
      limit: PAGE + 1,
    })
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

type Row = SearchAnswer['items'][number] & { place: z.input<typeof place> }

/** The page first: who and where is looked up for what is shown, not for all that matches. */
const find = (tx: Sql, wanted: Wanted) => tx<Row[]>`
  with page as materialized (${matches(tx, wanted)})
  select ${messageJson(tx)} as message, ${authorOf(tx)} as author,
    ${conversationNamed(tx, wanted.userId)} as conversation, json_build_array(
      (extract(epoch from page.created_at) * 1000000)::bigint, page.seq, page.id
    ) as place
  from page join public.messages m on m.id = page.id
  order by page.created_at desc, page.seq desc, page.id desc`

const place = z
  .tuple([z.int(), z.int(), id])
  .transform(([createdAt, seq, messageId]): Place => ({ createdAt, seq, id: messageId }))

const writeCursor = (at: z.input<typeof place>) =>
  Buffer.from(JSON.stringify(at)).toString('base64url')

function readCursor(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('invalid_request', 'cursor: this is not one of ours.')
  }
}
