import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { messageJson } from '../messages/message-json.ts'

/** The badge counts to here; from there on it shows "99+". */
const MAX_UNREAD = 100
/** How far the count looks for them. Only somebody who writes this much without reading anything is told less. */
const UNREAD_REACH = 1_000

/** How many messages of `conversations c` the participant `me` has not read: not their own, not deleted. */
export const unreadCount = (sql: Sql) => sql`
  (
    select count(*)::int from (
      select from (
        select m.sender_id, m.deleted_at from public.messages m
        where m.conversation_id = c.id and m.seq > me.last_read_seq
        order by m.seq limit ${UNREAD_REACH}
      ) later
      where later.sender_id is distinct from me.user_id and later.deleted_at is null
      limit ${MAX_UNREAD}
    ) counted
  )`

/** Rises with every mark of anybody in `conversations c`. */
export const marksVer = (sql: Sql) => sql`
  (
    select coalesce(sum(p.marks_ver), 0)::bigint
    from public.conversation_participants p where p.conversation_id = c.id
  )`

/** `conversations c` as its participant `me` sees it, in the wire's shape. Deleted accounts are no longer among the people. */
export const conversationJson = (sql: Sql) => sql`
  json_build_object(
    'id', c.id, 'kind', c.kind, 'title', c.title, 'post', null,
    'participants', (
      select coalesce(json_agg(json_build_object(
        'user_id', p.user_id, 'username', someone.username, 'display_name', someone.display_name,
        'avatar_url', someone.avatar_url, 'role', p.role,
        'last_read_seq', p.last_read_seq, 'last_delivered_seq', p.last_delivered_seq
      ) order by p.joined_at, p.user_id), '[]')
      from public.conversation_participants p
      join public.profiles someone on someone.id = p.user_id
      where p.conversation_id = c.id and p.left_at is null
    ),
    'last_seq', c.last_seq, 'last_ver', c.last_ver, 'marks_ver', ${marksVer(sql)},
    'last_message', (
      select ${messageJson(sql)} from public.messages m
      where m.conversation_id = c.id and m.seq = c.last_seq
    ),
    'unread', ${unreadCount(sql)},
    'created_at', ${isoTime(sql, 'c.created_at')}, 'active_at', ${isoTime(sql, 'c.active_at')}
  )`

/** What `conversationJson` reads of a conversation and its participant: with it, a chosen few are not looked up again. */
export const seenColumns = (sql: Sql) => sql`
  c.id, c.kind, c.title, c.last_seq, c.last_ver, c.created_at, c.active_at,
  me.user_id, me.last_read_seq`

/** Rows of `seenColumns` as `c` and `me` again. The name is one of ours, never anything that came in. */
export const seenIn = (sql: Sql, rows: string) => sql`
  ${sql(rows)} c cross join lateral (select c.user_id, c.last_read_seq) me`

/** The conversations somebody is in: every lookup starts here, so that the lookup is the authorization. */
export const theirConversations = (sql: Sql, userId: string) => sql`
  public.conversation_participants me
  join public.conversations c
    on c.id = me.conversation_id and me.user_id = ${userId} and me.left_at is null`
