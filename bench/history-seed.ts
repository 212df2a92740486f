import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'

export interface Installation {
  /** The person who sends the requests. */
  userId: string
  /** A person who is in 150 of the conversations. */
  counterpartId: string
  /** The conversation of the person with the longest history, or one without messages. */
  conversationId: string
  conversations: number
  /** The number of messages in that conversation. */
  length: number
}

export interface Size {
  /** The number of the person's conversations. As many again belong to other people. */
  conversations: number
  length: number
  /** The number of messages in every other conversation. */
  each: number
}

const PEOPLE = 200

/**
 * A word in every tenth message, a word in every tenth message of a few weeks a year ago, and a word in every
 * hundred-thousandth message. All other words are as unevenly distributed as in a language.
 */
export const COMMON = 'hello'
export const PAST = 'carnival'
export const RARE = 'xylophone'

const body = `
  concat_ws(' ',
    (select string_agg(translate(floor(20000 * power(random(), 3))::int::text, '0123456789', 'aeioubdgln'), ' ')
      from generate_series(1, 6 + n % 8)),
    case when n % 10 = 3 then '${COMMON}' end, case when n % 100000 = 77 then '${RARE}' end,
    case when n % 10 = 5 and seq::float / length between 0.48 and 0.52 then '${PAST}' end)`

/**
 * Fills a migrated database. Every history is spread over two years. It needs a superuser, because it makes accounts of
 * Supabase.
 */
export async function seed(sql: postgres.Sql, size: Size): Promise<Installation> {
  const userId = randomUUID()
  const people = Array.from({ length: PEOPLE }, () => randomUUID())
  await sql`
    insert into auth.users (id, email, email_confirmed_at)
    select id, id || '@example.com', now() from unnest(${[userId, ...people]}::uuid[]) person (id)`
  await sql`create temporary table rooms as
    select k, gen_random_uuid() as id, case when k = 1 then ${size.length}::int else ${size.each}::int end as length
    from generate_series(1, ${size.conversations * 2}::int) k`
  await sql`
    insert into conversations (id, kind, title, last_seq, last_ver, active_at)
    select id, 'GROUP', 'Group ' || k, length, length, now() - k * interval '1 minute' from rooms`
  await sql`
    insert into conversation_participants (conversation_id, user_id, last_read_seq, last_delivered_seq)
    select id, (${people}::uuid[])[1 + (k * 3 + place) % ${PEOPLE}], 0, 0
    from rooms, generate_series(0, 2) place
    union all
    select id, ${userId}, greatest(length - 5, 0), length from rooms
    where k <= ${size.conversations}`
  await fillMessages(sql, userId, people)
  await sql`analyze`
  const [room] = await sql<{ id: string }[]>`select id from rooms where k = 1`
  await sql`drop table rooms`
  return {
    userId,
    counterpartId: people[0]!,
    conversationId: room!.id,
    conversations: size.conversations,
    length: size.length,
  }
}

/** The search's entries and their index are built after the messages: that takes a tenth of the time. */
async function fillMessages(sql: postgres.Sql, userId: string, people: string[]): Promise<void> {
  const [index] = await sql<{ definition: string }[]>`
    select pg_get_indexdef('private.search_entries_terms_idx'::regclass) as definition`
  await sql`drop index private.search_entries_terms_idx`
  await sql`alter table messages disable trigger messages_inserted`
  await sql.unsafe(
    `insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select id, seq, seq, case when seq % 4 = 0 and k = 1 then $1::uuid
        else ($2::uuid[])[1 + (k * 3 + seq % 3) % ${PEOPLE}] end,
      gen_random_uuid(), ${body},
      now() - k * interval '1 minute' - (1 - seq::float / length) * interval '2 years'
    from (
      select rooms.*, seq, row_number() over () as n from rooms, generate_series(1, length) seq
    ) m`,
    [userId, people],
  )
  await sql`alter table messages enable trigger messages_inserted`
  await sql`
    insert into private.search_entries
    select id, conversation_id, sender_id, seq, created_at, private.message_terms(body, created_at)
    from messages`
  await sql.unsafe(index!.definition)
}
