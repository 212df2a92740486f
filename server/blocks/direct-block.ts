import { isPair } from '../kinds/conditions.ts'
import { z } from 'zod'
import type { Sql } from '../database/client.ts'

/**
 * Which person of a pair has blocked the counterpart. The sender's own block comes first: it tells the sender nothing
 * new.
 */
export const directBlock = z.enum(['by_sender', 'by_counterpart'])
export type DirectBlock = z.infer<typeof directBlock>

type Expression = ReturnType<Sql>

/**
 * The block between a sender and the counterpart of a pair, or null. Both arguments are expressions over the query's
 * columns. In a group people write to everybody, also to people they have blocked. For other kinds, the query therefore
 * reads only the conversation.
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
          where b.blocker_id = ${senderId} and b.blocked_id = counterpart.user_id
        )) then 'by_sender'
        when bool_or(exists (
          select from public.blocks b
          where b.blocker_id = counterpart.user_id and b.blocked_id = ${senderId}
        )) then 'by_counterpart'
      end
      from public.conversation_participants counterpart
      where counterpart.conversation_id = ${conversationId} and counterpart.user_id <> ${senderId}
    )
  end`
