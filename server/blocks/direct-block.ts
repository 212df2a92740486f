import { isPair } from '../kinds/conditions.ts'
import type { Sql } from '../database/client.ts'

/** Which of the two has blocked the other; the sender's own block says more, and reveals nothing to them. */
export type DirectBlock = 'by_sender' | 'by_other'

/**
 * The block between the sender of an input row `i` and the other of its conversation, if that is a pair; in
 * groups people write beside those they blocked. The case keeps the look at other kinds to their own row.
 */
export const directBlock = (sql: Sql) => sql`
  case when (select ${isPair(sql, 'c')} from public.conversations c where c.id = i.conversation_id)
    then (
      select case
        when bool_or(exists (
          select from public.blocks b
          where b.blocker_id = i.sender_id and b.blocked_id = other.user_id
        )) then 'by_sender'
        when bool_or(exists (
          select from public.blocks b
          where b.blocker_id = other.user_id and b.blocked_id = i.sender_id
        )) then 'by_other'
      end
      from public.conversation_participants other
      where other.conversation_id = i.conversation_id and other.user_id <> i.sender_id
    )
  end`
