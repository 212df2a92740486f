import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { messageJson } from '../messages/store/message-json.ts'
import { personJson } from '../people/person-json.ts'

/** The badge counts to here; from there on it shows "99+". */
const MAX_UNREAD = 100
/** How far the count looks for them. Only somebody who writes this much without reading anything is told less. */
const UNREAD_REACH = 1_000

/** Whom the participant `me` has blocked. An array, so that it is read once a count and not once a message. */
const blockedByMe = (sql: Sql) => sql`
  array(select b.blocked_id from public.blocks b where b.blocker_id = me.user_id)`

/**
 * How many messages of `conversations c` the participant `me` has not read: not their own, not deleted, not from somebody
 * they blocked. System lines tell of things; nobody has to have read them.
 */
export const unreadCount = (sql: Sql) => sql`
  (
    select count(*)::int from (
      select from (
        select m.sender_id, m.deleted_at, m.kind from public.messages m
        where m.conversation_id = c.id and m.seq > me.last_read_seq
        order by m.seq limit ${UNREAD_REACH}
      ) later
      where later.sender_id is distinct from me.user_id and later.deleted_at is null
        and later.kind <> 'system' and (later.sender_id = any(${blockedByMe(sql)})) is not true
      limit ${MAX_UNREAD}
    ) counted
  )`

/** How many of the unread messages mention `me`. */
export const mentionCount = (sql: Sql) => sql`
  (
    select count(*)::int from (
      select from (
        select m.sender_id, m.deleted_at, m.mentions from public.messages m
        where m.conversation_id = c.id and m.seq > me.last_read_seq and m.mentions <> '{}'
        order by m.seq limit ${UNREAD_REACH}
      ) later
      where me.user_id = any(later.mentions) and later.deleted_at is null
        and later.sender_id is distinct from me.user_id
        and (later.sender_id = any(${blockedByMe(sql)})) is not true
      limit ${MAX_UNREAD}
    ) counted
  )`

/** Other than before with every mark of anybody who is in `conversations c`, and every own setting of `me`. */
export const marksSum = (sql: Sql) => sql`
  (
    select me.own_ver + sum(p.receipts_ver)::bigint
    from public.conversation_participants p where p.conversation_id = c.id and p.left_at is null
  )`

/** Whether `me` has blocked the other of a DIRECT conversation. */
export const hasBlocked = (sql: Sql) => sql`
  (c.kind = 'DIRECT' and exists (
    select from public.blocks b
    join public.conversation_participants other
      on other.conversation_id = c.id and other.user_id = b.blocked_id
    where b.blocker_id = me.user_id
  ))`

const ownSettingsJson = (sql: Sql) => sql`
  json_build_object(
    'user_id', me.user_id, 'own_ver', me.own_ver, 'role', me.role, 'muted', me.muted,
    'notify', me.notify, 'marked_unread', me.marked_unread,
    'draft', case when me.draft is not null then
      json_build_object('body', me.draft, 'updated_at', ${isoTime(sql, 'me.draft_at')}) end,
    'mentions', ${mentionCount(sql)}, 'blocked', blocks.mine
  )`

/** What `me` sees of the others. Who blocked somebody is not told how far they have read. */
const participantsJson = (sql: Sql) => sql`
  (
    select coalesce(json_agg(json_build_object(
      'user_id', p.user_id, 'username', someone.username, 'display_name', someone.display_name,
      'avatar_url', someone.avatar_url, 'role', p.role, 'receipts_ver', p.receipts_ver,
      'last_read_seq', case when blocks.mine and p.user_id <> me.user_id then 0 else p.last_read_seq end,
      'last_delivered_seq',
      case when blocks.mine and p.user_id <> me.user_id then 0 else p.last_delivered_seq end
    ) order by p.joined_at, p.user_id), '[]')
    from public.conversation_participants p
    join public.profiles someone on someone.id = p.user_id
    where p.conversation_id = c.id and p.left_at is null
  )`

/** Names beside what is older may be missing; a group that people come to and leave for years must not cost more for it. */
const MAX_FORMER = 100

/** Who left `c` since `me` came: of what was said before that, `me` sees nothing. */
const formerJson = (sql: Sql) => sql`
  (
    select coalesce(json_agg(${personJson(sql)} order by gone.left_at desc, gone.user_id), '[]')
    from (
      select p.user_id, p.left_at from public.conversation_participants p
      where p.conversation_id = c.id and p.left_at >= me.joined_at
      order by p.left_at desc, p.user_id limit ${MAX_FORMER}
    ) gone
    join public.profiles someone on someone.id = gone.user_id
  )`

/** `conversations c` as its participant `me` sees it, in the wire's shape. Deleted accounts are no longer among the people. */
export const conversationJson = (sql: Sql) => sql`
  (
    select json_build_object(
      'id', c.id, 'kind', c.kind, 'title', c.title, 'avatar_url', c.avatar_url, 'post', null,
      'participants', ${participantsJson(sql)}, 'former', ${formerJson(sql)},
      'last_seq', c.last_seq, 'last_ver', c.last_ver,
      'last_message', (
        select ${messageJson(sql)} from public.messages m
        where m.conversation_id = c.id and m.seq = c.last_seq and m.seq > me.joined_seq
      ),
      'unread', ${unreadCount(sql)}, 'me', ${ownSettingsJson(sql)},
      'created_at', ${isoTime(sql, 'c.created_at')}, 'active_at', ${isoTime(sql, 'c.active_at')}
    )
    from (select ${hasBlocked(sql)} as mine) blocks
  )`

/** What `conversationJson` reads of a conversation and its participant: with it, a chosen few are not looked up again. */
export const seenColumns = (sql: Sql) => sql`
  c.id, c.kind, c.title, c.avatar_url, c.last_seq, c.last_ver, c.created_at, c.active_at,
  me.user_id, me.own_ver, me.last_read_seq, me.joined_seq, me.joined_at, me.role, me.muted,
  me.notify, me.marked_unread, me.draft, me.draft_at`

/** Rows of `seenColumns` as `c` and `me` again. The name is one of ours, never anything that came in. */
export const seenIn = (sql: Sql, rows: string) => sql`
  ${sql(rows)} c cross join lateral (
    select c.user_id, c.own_ver, c.last_read_seq, c.joined_seq, c.joined_at, c.role, c.muted, c.notify,
      c.marked_unread, c.draft, c.draft_at
  ) me`

/** The conversations somebody is in: every lookup starts here, so that the lookup is the authorization. */
export const theirConversations = (sql: Sql, userId: string) => sql`
  public.conversation_participants me
  join public.conversations c
    on c.id = me.conversation_id and me.user_id = ${userId} and me.left_at is null`
