import { personJson } from '../../people/person-json.ts'
import { isDeparting } from '../../people/departing.ts'
import { directBlockBetween } from '../../blocks/direct-block.ts'
import type { Sql } from '../../database/client.ts'
import { readRows } from '../../database/rows.ts'
import { hasBody } from './has-body.ts'
import { mentionsIn, namesMentionedIn } from './mentions.ts'
import { messageFor, messageForAll, newMessageJson } from './message-json.ts'
import {
  MAX_LATE_JOINERS,
  outcomeRow,
  toOutcome,
  type NewMessage,
  type Outcome,
} from './new-message.ts'

/**
 * Stores many messages in one statement and answers each, in the order given. Within a conversation that is the order
 * of `seq`. The statement judges a message when it takes its numbers: membership, an earlier attempt, the quoted
 * message, the thread and a block.
 *
 * A conversation that changed between reading and locking counts as busy, so that nobody writes after their own
 * removal. The root of a thread changes once in a commit, with a `ver` after those of its new answers.
 *
 * Conversations are locked in the order of their ids, and the statement does not wait for a lock. A locked one delays
 * nobody else.
 *
 * `limit 1` keeps the planner to one index lookup for each message: a plan made for a small table is kept while the
 * table grows.
 */
export async function writeMessages(sql: Sql, messages: readonly NewMessage[]): Promise<Outcome[]> {
  const column = <K extends keyof NewMessage>(name: K) => messages.map((message) => message[name])
  const query = sql`
    with input as materialized (
      select * from unnest(
        ${column('conversation_id')}::uuid[], ${column('sender_id')}::uuid[],
        ${column('client_id')}::uuid[], ${column('body')}::text[], ${column('reply_to')}::uuid[],
        ${column('thread_root')}::uuid[], ${messages.map(({ body }) => namesMentionedIn(body))}::text[]
      ) with ordinality as i (conversation_id, sender_id, client_id, body, reply_to, thread_root, names, n)
    ),
    -- Read once for each sender and conversation: most messages of a batch share them.
    senders as materialized (
      select one.*, p.joined_seq,
        ${directBlockBetween(sql, sql`one.conversation_id`, sql`one.sender_id`)} as block
      from (select distinct conversation_id, sender_id from input) one
      join public.conversation_participants p
        on p.conversation_id = one.conversation_id and p.user_id = one.sender_id and p.left_at is null
          and not ${isDeparting(sql, sql`p.user_id`)}
    ),
    judged as materialized (
      select i.*, p.block, earlier.message as existing,
        case
          when p.sender_id is null then 'not_participant'
          when earlier.seq <= p.joined_seq then 'existing_hidden'
          when earlier.seq is not null then 'existing'
          when p.block is not null then 'blocked'
          when i.reply_to is not null and quoted.id is null then 'bad_reply'
          when i.thread_root is not null and root.id is null then 'bad_thread'
          else 'accepted'
        end as verdict
      from input i
      left join senders p on p.conversation_id = i.conversation_id and p.sender_id = i.sender_id
      left join lateral (
        select same.seq, ${messageFor(sql, 'same', sql`same.sender_id`)} as message from public.messages same
        where same.sender_id = i.sender_id and same.conversation_id = i.conversation_id
          and same.client_id = i.client_id
        limit 1
      ) earlier on true
      left join lateral (
        select target.id from public.messages target
        where target.id = i.reply_to and target.conversation_id = i.conversation_id
          and target.seq > p.joined_seq
        limit 1
      ) quoted on true
      left join lateral (
        select target.id from public.messages target
        where target.id = i.thread_root and target.conversation_id = i.conversation_id
          and target.thread_root is null and ${hasBody(sql, 'target')} and target.seq > p.joined_seq
        limit 1
      ) root on true
    ),
    locked as materialized (
      select c.id, c.last_seq, c.last_ver from public.conversations c
      where c.id in (select conversation_id from judged where verdict = 'accepted')
      order by c.id
      for no key update skip locked
    ),
    unchanged as materialized (
      select locked.* from locked join public.conversations seen on seen.id = locked.id
      where seen.last_ver = locked.last_ver
    ),
    fresh as materialized (
      select j.n, j.conversation_id, j.sender_id, j.client_id, j.body, j.reply_to, j.thread_root,
        ${mentionsIn(sql, sql`j.names`, sql`j.conversation_id`)} as mentions,
        c.last_seq + row_number() over in_order as seq,
        c.last_ver + row_number() over in_order as ver,
        first_value(j.sender_id) over in_order as opener,
        c.last_seq as base,
        date_trunc('milliseconds', clock_timestamp()) as created_at
      from judged j join unchanged c on c.id = j.conversation_id
      where j.verdict = 'accepted'
      window in_order as (partition by j.conversation_id order by j.n)
    ),
    stored as (
      insert into public.messages as m
        (conversation_id, seq, ver, sender_id, client_id, body, reply_to, thread_root, mentions, created_at)
      select conversation_id, seq, ver, sender_id, client_id, body, reply_to, thread_root, mentions, created_at
      from fresh order by conversation_id, seq
      returning m.conversation_id, m.seq, ${newMessageJson(sql, 'm')} as message
    ),
    numbered as materialized (
      select conversation_id, max(seq) as seq, max(ver) as ver, max(created_at) as created_at,
        count(distinct thread_root) as roots
      from fresh group by conversation_id
    ),
    roots as (
      update public.messages m
      set ver = t.ver, thread_count = m.thread_count + t.answers, thread_last_at = t.last_at
      from (
        select f.thread_root, count(*) as answers, max(f.created_at) as last_at,
          n.ver + row_number() over (partition by f.conversation_id order by f.thread_root) as ver
        from fresh f join numbered n on n.conversation_id = f.conversation_id
        where f.thread_root is not null group by f.conversation_id, n.ver, f.thread_root
      ) t
      where m.id = t.thread_root
      returning m.id, ${messageForAll(sql, 'm')} as message, array(
        select p.user_id from public.conversation_participants p
        where p.conversation_id = m.conversation_id and p.joined_seq >= m.seq and p.joined_seq > 0
          and p.left_at is null
        limit ${MAX_LATE_JOINERS + 1}
      ) as hidden_from
    ),
    advanced as (
      update public.conversations c
      set last_seq = n.seq, last_ver = n.ver + n.roots, active_at = n.created_at
      from numbered n where c.id = n.conversation_id
    ),
    -- A sender who had seen everything has now seen their own message too. For every other sender the earlier messages
    -- stay unread.
    own_rows as materialized (
      select p.conversation_id, p.user_id, f.base, f.upto
      from (
        select conversation_id, opener, base,
          coalesce(min(seq) filter (where sender_id <> opener) - 1, max(seq)) as upto
        from fresh group by conversation_id, opener, base
      ) f
      join public.conversation_participants p
        on p.conversation_id = f.conversation_id and p.user_id = f.opener
          and p.last_delivered_seq = f.base
      for no key update of p skip locked
    ),
    own_receipts as (
      update public.conversation_participants p
      set last_delivered_seq = s.upto,
        last_read_seq = case when p.last_read_seq = s.base then s.upto else p.last_read_seq end
      from own_rows s
      where p.conversation_id = s.conversation_id and p.user_id = s.user_id
    )
    select j.verdict, j.block, coalesce(s.message, j.existing) as message,
      roots.message as root, roots.hidden_from as root_hidden_from,
      (
        select ${personJson(sql, 'profile')} from public.profiles profile where profile.id = j.sender_id
      ) as sender
    from judged j
    left join fresh f on f.n = j.n
    left join stored s on s.conversation_id = f.conversation_id and s.seq = f.seq
    left join roots on roots.id = f.thread_root
    order by j.n`
  return (await readRows(outcomeRow, query)).map(toOutcome)
}

/** Waits for the lock of the conversation. Everything is judged after that, so nothing is out of date. */
export async function lockConversation(sql: Sql, conversationId: string): Promise<void> {
  await sql`select from public.conversations where id = ${conversationId} for no key update`
}
