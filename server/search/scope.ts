import { z } from 'zod'
import type { Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { notFound } from '../refusal.ts'

/** Up to these numbers, a person has few conversations and few messages. */
const FEW_CONVERSATIONS = 1_000
const FEW_MESSAGES = 50_000
/** Reading this many messages takes less time than finding a common term among everybody's messages in the index. */
const READ_THROUGH = 300

/** The conversations to search, when they are few. */
export interface Few {
  ids: string[]
  /** Whether they hold so few messages that the search reads all of them. */
  isLittle: boolean
}

const row = z.object({
  /** Null when there are more than a few. */
  ids: z.array(z.string()).nullable(),
  messages: z.number(),
  isLittle: z.boolean(),
})

/**
 * The conversations in which a person can find anything. It is undefined when they are many. It only chooses how to
 * search and is no permission.
 * @throws Refusal `not_found` when the person is not in the one conversation they asked for
 */
export async function fewOf(
  sql: Sql,
  userId: string,
  only: string | undefined,
): Promise<Few | undefined> {
  const query = sql`
    with mine as materialized (
      select conversation_id, joined_seq from public.conversation_participants
      where user_id = ${userId} and left_at is null
        and ${only === undefined ? sql`true` : sql`conversation_id = ${only}`}
      limit ${FEW_CONVERSATIONS + 1}
    ),
    few as materialized (
      select case when count(*) <= ${FEW_CONVERSATIONS} then
        coalesce(array_agg(conversation_id), '{}') end as ids
      from mine
    ),
    size as materialized (
      select coalesce(sum(c.last_seq - mine.joined_seq), 0)::bigint as messages
      from mine join public.conversations c on c.id = mine.conversation_id
      where (select ids from few) is not null
    )
    select few.ids, size.messages, size.messages <= ${READ_THROUGH} and (
      select count(*) <= ${READ_THROUGH} from (
        select from public.messages m where m.conversation_id = any(few.ids) limit ${READ_THROUGH + 1}
      ) counted
    ) as "isLittle"
    from few, size`
  const { ids, messages, isLittle } = (await readRow(row, query))!
  if (ids === null) return undefined
  if (only !== undefined && ids.length === 0) throw notFound('conversation')
  return only !== undefined || messages <= FEW_MESSAGES ? { ids, isLittle } : undefined
}
