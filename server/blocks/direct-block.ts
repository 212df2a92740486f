import { isPair } from '../kinds/conditions.ts'
import { z } from 'zod'
import type { Sql } from '../database/client.ts'

/** Which of the two has blocked the other. The sender's own block comes first: it tells the sender nothing new. */
export const directBlock = z.enum(['by_sender', 'by_other'])
export type DirectBlock = z.infer<typeof directBlock>

type Expression = ReturnType<Sql>

/**
 * The block between a sender and the other person of a pair, or null. Both arguments are expressions over
 * the query's columns. People of a group write beside those they blocked: of other kinds only the conversation is read.
 */
export const directBlockBetween = (
  sql: Sql,
  conversationId: Expression,
  senderId: Expression,
) => sql`
  case when (select ${isPair(sql, 'c')} from public.conversations c where c.id = ${conversationId})
    then (
      select case
        when bool_or(exists (
          select from public.blocks b
          where b.blocker_id = ${senderId} and b.blocked_id = other.user_id
        )) then 'by_sender'
        when bool_or(exists (
          select from public.blocks b
          where b.blocker_id = other.user_id and b.blocked_id = ${senderId}
        )) then 'by_other'
      end
      from public.conversation_participants other
      where other.conversation_id = ${conversationId} and other.user_id <> ${senderId}
    )
  end`
