import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'

/** Conversations and messages up to which somebody's are few. */
const FEW_CONVERSATIONS = 1_000
const FEW_MESSAGES = 50_000
/** So many messages are read through faster than the index tells which of everybody's have a common word. */
const READ_THROUGH = 300

/** The conversations to search, when they are few. */
export interface Few {
  ids: string[]
  /** Whether they hold so little that it is read through. */
  isLittle: boolean
}

interface Row {
  /** Null when they are more than a few. */
  ids: string[] | null
  messages: number
  isLittle: boolean
}

/**
 * Where somebody can find anything; undefined when that is a lot. It is for choosing a way to search, and no permission.
 *
 * @throws Refusal `not_found` when they are not in the one conversation they asked for.
 */
export async function fewOf(
  sql: Sql,
  userId: string,
  only: string | undefined,
): Promise<Few | undefined> {
  const [row] = await sql<Row[]>`
    with seats as materialized (
      select conversation_id, joined_seq from public.conversation_participants
      where user_id = ${userId} and left_at is null
        and ${only === undefined ? sql`true` : sql`conversation_id = ${only}`}
      limit ${FEW_CONVERSATIONS + 1}
    ),
    few as materialized (
      select case when count(*) <= ${FEW_CONVERSATIONS} then
        coalesce(array_agg(conversation_id), '{}') end as ids
      from seats
    ),
    size as materialized (
      select coalesce(sum(c.last_seq - seats.joined_seq), 0)::bigint as messages
      from seats join public.conversations c on c.id = seats.conversation_id
      where (select ids from few) is not null
    )
    select few.ids, size.messages, size.messages <= ${READ_THROUGH} and (
      select count(*) <= ${READ_THROUGH} from (
        select from public.messages m where m.conversation_id = any(few.ids) limit ${READ_THROUGH + 1}
      ) counted
    ) as "isLittle"
    from few, size`
  const { ids, messages, isLittle } = row!
  if (ids === null) return undefined
  if (only !== undefined && ids.length === 0) throw notFound('conversation')
  return only !== undefined || messages <= FEW_MESSAGES ? { ids, isLittle } : undefined
}
