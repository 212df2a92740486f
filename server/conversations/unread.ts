import type { Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { hasEnded } from '../messages/store/has-ended.ts'

/** The unread count stops here. The page shows it as "99+". */
const MAX_UNREAD = 100
/**
 * The number of messages that the count looks at. A participant who writes more than this without reading gets a
 * smaller number.
 */
const UNREAD_REACH = 1_000

/**
 * The people whom a participant has blocked, as an array. PostgreSQL then reads them once for the count and not once
 * for each message.
 */
const blockedBy = (sql: Sql, participant: string) => sql`
  array(select b.blocked_id from public.blocks b where b.blocker_id = ${sql(participant)}.user_id)`

/**
 * The number of unread messages of a participant. It leaves out their own messages, those that were deleted or have ended, and those of people
 * they blocked. System lines do not count as unread.
 */
export const unreadCount = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  (
    select count(*)::int from (
      select from (
        select m.sender_id, m.deleted_at, m.expires_at, m.kind from public.messages m
        where m.conversation_id = ${c}.id and m.seq > ${me}.last_read_seq
        order by m.seq limit ${UNREAD_REACH}
      ) later
      where later.sender_id is distinct from ${me}.user_id and later.deleted_at is null
        and ${hasEnded(sql, 'later')} is not true and later.kind <> 'system' and (later.sender_id = any(${blockedBy(sql, participant)})) is not true
      limit ${MAX_UNREAD}
    ) counted
  )`
})

/** How many of the unread messages mention the participant. */
export const mentionCount = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  (
    select count(*)::int from (
      select from (
        select m.sender_id, m.deleted_at, m.expires_at, m.mentions from public.messages m
        where m.conversation_id = ${c}.id and m.seq > ${me}.last_read_seq and m.mentions <> '{}'
        order by m.seq limit ${UNREAD_REACH}
      ) later
      where ${me}.user_id = any(later.mentions) and later.deleted_at is null and ${hasEnded(sql, 'later')} is not true
        and later.sender_id is distinct from ${me}.user_id
        and (later.sender_id = any(${blockedBy(sql, participant)})) is not true
      limit ${MAX_UNREAD}
    ) counted
  )`
})
