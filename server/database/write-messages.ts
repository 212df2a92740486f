import type { Sql } from './client.ts'

/** A message that a schema has read and nobody has judged yet. */
export interface NewMessage {
  conversation_id: string
  sender_id: string
  client_id: string
  body: string
  reply_to: string | null
}

/** What the database made of a message: its place, whether it was there before, or why it is not. */
export type Outcome =
  | { kind: 'stored' | 'existing'; place: Place }
  | { kind: 'not_member' }
  | { kind: 'bad_reply' }
  /** Another transaction holds the conversation: nothing was done. */
  | { kind: 'busy' }

export interface Place {
  id: string
  seq: number
  ver: number
  created_at: Date
}

interface Row extends Place {
  member: boolean
  reply_ok: boolean
  known: boolean
  stored: boolean
}

/**
 * Stores many messages in one statement, each in the order given within its conversation, and answers each in the same
 * order. Membership, "was it sent before?" and the quoted message are judged where the numbers are taken.
 *
 * Conversations are locked in id order and never waited for: whoever stalls holds up their own conversation alone. What
 * was judged before the lock may be outdated by then: two nodes that store the same message at once meet a unique
 * violation, and then nothing of the statement has happened.
 *
 * `limit 1` keeps the planner to one index probe a message: a plan made while the table was small is kept while it grows.
 */
export async function writeMessages(sql: Sql, messages: readonly NewMessage[]): Promise<Outcome[]> {
  const column = <K extends keyof NewMessage>(name: K) => messages.map((message) => message[name])
  const rows = await sql<Row[]>`
    with input as materialized (
      select * from unnest(
        ${column('conversation_id')}::uuid[], ${column('sender_id')}::uuid[],
        ${column('client_id')}::uuid[], ${column('body')}::text[], ${column('reply_to')}::uuid[]
      ) with ordinality as i (conversation_id, sender_id, client_id, body, reply_to, n)
    ),
    judged as materialized (
      select i.*, p.user_id is not null as member, m.id is not null as known,
        m.id, m.seq, m.ver, m.created_at, i.reply_to is null or quoted.id is not null as reply_ok
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
        limit 1
      ) quoted on true
    ),
    locked as materialized (
      select c.id, c.last_seq, c.last_ver from public.conversations c
      where c.id in (
        select conversation_id from judged where member and reply_ok and not known
      )
      order by c.id
      for no key update skip locked
    ),
    fresh as materialized (
      select j.n, j.conversation_id, j.sender_id, j.client_id, j.body, j.reply_to,
        l.last_seq + row_number() over arrival as seq,
        l.last_ver + row_number() over arrival as ver,
        first_value(j.sender_id) over arrival as opener,
        l.last_seq as base,
        date_trunc('milliseconds', clock_timestamp()) as created_at
      from judged j join locked l on l.id = j.conversation_id
      where j.member and j.reply_ok and not j.known
      window arrival as (partition by j.conversation_id order by j.n)
    ),
    stored as (
      insert into public.messages
        (conversation_id, seq, ver, sender_id, client_id, body, reply_to, created_at)
      select conversation_id, seq, ver, sender_id, client_id, body, reply_to, created_at
      from fresh order by conversation_id, seq
      returning id, conversation_id, seq
    ),
    advanced as (
      update public.conversations c
      set last_seq = f.seq, last_ver = f.ver, active_at = f.created_at
      from (
        select conversation_id, max(seq) as seq, max(ver) as ver, max(created_at) as created_at
        from fresh group by conversation_id
      ) f
      where c.id = f.conversation_id
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
    select j.member, j.reply_ok, j.known, s.id is not null as stored,
      coalesce(s.id, j.id) as id, coalesce(f.seq, j.seq) as seq, coalesce(f.ver, j.ver) as ver,
      coalesce(f.created_at, j.created_at) as created_at
    from judged j
    left join fresh f on f.n = j.n
    left join stored s on s.conversation_id = f.conversation_id and s.seq = f.seq
    order by j.n`
  return rows.map(toOutcome)
}

function toOutcome({ member, reply_ok, known, stored, ...place }: Row): Outcome {
  if (!member) return { kind: 'not_member' }
  if (known) return { kind: 'existing', place }
  if (!reply_ok) return { kind: 'bad_reply' }
  return stored ? { kind: 'stored', place } : { kind: 'busy' }
}

/** Waits for the conversation's lock first, so that nothing judged afterwards can be outdated. */
export async function lockConversation(sql: Sql, conversationId: string): Promise<void> {
  await sql`select from public.conversations where id = ${conversationId} for no key update`
}
