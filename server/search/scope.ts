import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'

/** Conversations and messages up to which somebody's are few. */
const FEW_CONVERSATIONS = 1_000
const FEW_MESSAGES = 50_000

/** The conversations to search, when they are few, and how many messages they hold. */
export interface Few {
  ids: string[]
  messages: number
}

interface Row {
  /** Null when they are more than a few. */
  ids: string[] | null
  messages: number
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
    )
    select few.ids, coalesce((
      select sum(c.last_seq - seats.joined_seq)::bigint
      from seats join public.conversations c on c.id = seats.conversation_id
      where few.ids is not null
    ), 0) as messages
    from (
      select case when count(*) <= ${FEW_CONVERSATIONS} then
        coalesce(array_agg(conversation_id), '{}') end as ids
      from seats
    ) few`
  const { ids, messages } = row!
  if (ids === null) return undefined
  if (only === undefined) return messages <= FEW_MESSAGES ? { ids, messages } : undefined
  if (ids.length === 0) throw notFound('conversation')
  return { ids, messages }
}
