import type { Sql } from '../../database/client.ts'
import { directBlock } from '../../blocks/direct-block.ts'
import { mentionsIn } from './mentions.ts'
import { messageJson } from './message-json.ts'
import { personJson } from '../../people/person-json.ts'
import {
  MAX_LATE_JOINERS,
  toOutcome,
  type NewMessage,
  type Outcome,
  type OutcomeRow,
} from './new-message.ts'

/**
 * Stores many messages in one statement, each in the order given within its conversation, and answers each in the same
 * order. Membership, "was it sent before?", the quoted message and the thread are judged where the numbers are taken.
 *
 * What was judged must still hold where the numbers are taken: a conversation that changed between looking and locking
 * counts as busy, so that nobody writes behind their own removal. A thread's first message changes with each answer: once
 * in a commit, with a `ver` behind those of the answers.
 *
 * Conversations are locked in id order and never waited for: whoever stalls holds up their own conversation alone.
 *
 * `limit 1` keeps the planner to one index probe a message: a plan made while the table was small is kept while it grows.
 */
export async function writeMessages(sql: Sql, messages: readonly NewMessage[]): Promise<Outcome[]> {
  const column = <K extends keyof NewMessage>(name: K) => messages.map((message) => message[name])
  const rows = await sql<OutcomeRow[]>`
    with input as materialized (
      select * from unnest(
        ${column('conversation_id')}::uuid[], ${column('sender_id')}::uuid[],
        ${column('client_id')}::uuid[], ${column('body')}::text[], ${column('reply_to')}::uuid[],
        ${column('thread_root')}::uuid[]
      ) with ordinality as i (conversation_id, sender_id, client_id, body, reply_to, thread_root, n)
    ),
    judged as materialized (
      select i.*, p.user_id is not null as member, m.id is not null as known,
        m.id, m.seq, m.ver, m.created_at,
        i.reply_to is null or quoted.id is not null as reply_ok,
        i.thread_root is null or root.id is not null as thread_ok,
        ${directBlock(sql)} as block
      from input i
      left join public.conversation_participants p
        on p.conversation_id = i.conversation_id and p.user_id = i.sender_id and p.left_at is null
      left join lateral (
        select * from public.messages same
        where same.sender_id = i.sender_id and same.conversation_id = i.conversation_id
          and same.client_id = i.client_id
        limit 1
      ) m on true
      left join lateral (
        select target.id from public.messages target
        where target.id = i.reply_to and target.conversation_id = i.conversation_id
          and target.seq > p.joined_seq
        limit 1
      ) quoted on true
      left join lateral (
        select target.id from public.messages target
        where target.id = i.thread_root and target.conversation_id = i.conversation_id
          and target.thread_root is null and target.deleted_at is null and target.kind = 'text'
          and target.seq > p.joined_seq
        limit 1
      ) root on true
    ),
    held as materialized (
      select c.id, c.last_seq, c.last_ver from public.conversations c
      where c.id in (
        select conversation_id from judged where member and reply_ok and thread_ok and block is null and not known
      )
      order by c.id
      for no key update skip locked
    ),
    locked as materialized (
      select held.* from held join public.conversations seen on seen.id = held.id
      where seen.last_ver = held.last_ver
    ),
    fresh as materialized (
      select j.n, j.conversation_id, j.sender_id, j.client_id, j.body, j.reply_to, j.thread_root,
        ${mentionsIn(sql, sql`j.body`, sql`j.conversation_id`)} as mentions,
        l.last_seq + row_number() over arrival as seq,
        l.last_ver + row_number() over arrival as ver,
        first_value(j.sender_id) over arrival as opener,
        l.last_seq as base,
        date_trunc('milliseconds', clock_timestamp()) as created_at
      from judged j join locked l on l.id = j.conversation_id
      where j.member and j.reply_ok and j.thread_ok and j.block is null and not j.known
      window arrival as (partition by j.conversation_id order by j.n)
    ),
    stored as (
      insert into public.messages
        (conversation_id, seq, ver, sender_id, client_id, body, reply_to, thread_root, mentions, created_at)
      select conversation_id, seq, ver, sender_id, client_id, body, reply_to, thread_root, mentions, created_at
      from fresh order by conversation_id, seq
      returning id, conversation_id, seq
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
      returning m.id, ${messageJson(sql)} as message, array(
        select p.user_id from public.conversation_participants p
        where p.conversation_id = m.conversation_id and p.joined_seq >= m.seq and p.left_at is null
        limit ${MAX_LATE_JOINERS + 1}
      ) as hidden_from
    ),
    advanced as (
      update public.conversations c
      set last_seq = n.seq, last_ver = n.ver + n.roots, active_at = n.created_at
      from numbered n where c.id = n.conversation_id
    ),
    -- Who had seen everything has seen their own message too; who had not keeps the unread ones before it.
    own_seats as materialized (
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
    own_marks as (
      update public.conversation_participants p
      set last_delivered_seq = s.upto,
        last_read_seq = case when p.last_read_seq = s.base then s.upto else p.last_read_seq end
      from own_seats s
      where p.conversation_id = s.conversation_id and p.user_id = s.user_id
    )
    select j.member, j.reply_ok, j.thread_ok, j.block, j.known, s.id is not null as stored,
      coalesce(s.id, j.id) as id, coalesce(f.seq, j.seq) as seq, coalesce(f.ver, j.ver) as ver,
      coalesce(f.created_at, j.created_at) as created_at,
      coalesce(f.mentions, '{}') as mentions, roots.message as root, coalesce(roots.hidden_from, '{}') as root_hidden_from,
      (
        select ${personJson(sql, 'someone')} from public.profiles someone where someone.id = j.sender_id
      ) as sender
    from judged j
    left join fresh f on f.n = j.n
    left join stored s on s.conversation_id = f.conversation_id and s.seq = f.seq
    left join roots on roots.id = f.thread_root
    order by j.n`
  return rows.map(toOutcome)
}

/** Waits for the conversation's lock first, so that nothing judged afterwards can be outdated. */
export async function lockConversation(sql: Sql, conversationId: string): Promise<void> {
  await sql`select from public.conversations where id = ${conversationId} for no key update`
}
