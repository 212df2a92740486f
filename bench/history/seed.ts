import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import type { Size } from './size.ts'
import { TERMS_VERSION } from '../../wire/words/words.ts'

export interface Installation {
  /** The person who sends the requests. */
  userId: string
  /** A person who is in 150 of the conversations, when there are 5,000. */
  counterpartId: string
  /** The conversation of the person with the longest history, or one without messages. */
  conversationId: string
  /** The conversation of the person with the most people. */
  roomId: string
  /** The number of messages in the longest history. */
  length: number
}

/** The conversations of the person who asks are with these few people. */
const REGULARS = 100
const PHRASES = 20_000

/**
 * A word in every tenth message, a word in every tenth message of a few weeks a year ago, and a word in every
 * hundred-thousandth message. All other words are as unevenly distributed as in a language.
 */
export const COMMON = 'hello'
export const PAST = 'carnival'
export const RARE = 'xylophone'

const phrase = `
  (select string_agg(translate(floor(20000 * power(random(), 3))::int::text, '0123456789', 'aeioubdgln'), ' ')
    from generate_series(1, 6 + n % 8))`
const body = `
  concat_ws(' ', phrases.body,
    case when m.n % 10 = 3 then '${COMMON}' end, case when m.n % 100000 = 77 then '${RARE}' end,
    case when m.n % 10 = 5 and seq::float / length between 0.48 and 0.52 then '${PAST}' end)`

/**
 * Fills a migrated database. Every history is spread over two years. It needs a superuser, because it makes accounts of
 * Supabase.
 */
export async function seed(sql: postgres.Sql, size: Size): Promise<Installation> {
  const userId = randomUUID()
  const people = Array.from({ length: size.people }, () => randomUUID())
  await insertPeople(sql, [userId, ...people])
  await insertConversations(sql, size, userId, people)
  await withoutIndexes(sql, 'messages', () => insertMessages(sql, size, userId, people))
  await withoutIndexes(sql, 'private.search_entries', () => indexAll(sql))
  await sql`analyze`
  const [first, second] = await sql<{ id: string }[]>`
    select id from rooms where k <= 2 order by k`
  await sql`drop table rooms, phrases`
  return {
    userId,
    counterpartId: people[0]!,
    conversationId: first!.id,
    roomId: second!.id,
    length: size.length,
  }
}

async function insertPeople(sql: postgres.Sql, ids: string[]): Promise<void> {
  await sql`
    insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
    select id, id || '@example.com', now(), json_build_object('display_name', 'Person ' || n)
    from unnest(${ids}::uuid[]) with ordinality person (id, n)`
}

/** Three people are in each conversation, beside the person who asks and those who are only in the room. */
async function insertConversations(
  sql: postgres.Sql,
  size: Size,
  userId: string,
  people: string[],
): Promise<void> {
  const { conversations, others, length, each, room } = size
  await sql`create temporary table rooms as
    select k, gen_random_uuid() as id, case when k = 1 then ${length}::int else ${each}::int end as length,
      case when k <= ${conversations} then ${REGULARS}::int else ${people.length}::int end as among
    from generate_series(1, ${conversations + others}::int) k`
  await sql`
    insert into conversations (id, kind, title, last_seq, last_ver, active_at)
    select id, 'GROUP', 'Group ' || k, length, length, now() - k * interval '1 minute' from rooms`
  await sql`
    insert into conversation_participants (conversation_id, user_id, last_read_seq, last_delivered_seq)
    select id, (${people}::uuid[])[1 + (k * 3 + place) % among], 0, 0
    from rooms, generate_series(0, 2) place
    union
    select id, person, 0, 0 from rooms, unnest((${people}::uuid[])[1:${room}::int]) person where k = 2
    union all
    select id, ${userId}, greatest(length - 5, 0), length from rooms
    where k <= ${conversations}`
}

/** The phrases are made once and used again, because making one takes longer than storing it. */
async function insertMessages(
  sql: postgres.Sql,
  { conversations }: Size,
  userId: string,
  people: string[],
): Promise<void> {
  await sql.unsafe(`create temporary table phrases as
    select n, ${phrase} as body from generate_series(0, ${PHRASES - 1}) n`)
  await sql`analyze phrases, rooms`
  await sql.unsafe(
    `insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select id, seq, seq, case when seq % 4 = 0 and k = 1 then $1::uuid
        else ($2::uuid[])[1 + (k * 3 + seq % 3) % among] end,
      gen_random_uuid(), ${body},
      now() - least(k, $3::int) * interval '1 minute' - (1 - seq::float / length) * interval '2 years'
    from (
      select rooms.*, seq, row_number() over () as n from rooms, generate_series(1, length) seq
    ) m
    join phrases on phrases.n = m.n % ${PHRASES}`,
    [userId, people, conversations],
  )
}

/** The relay writes the entries of the search behind each commit. Here nobody commits. */
async function indexAll(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into private.search_entries
    select id, conversation_id, sender_id, seq, created_at, private.message_terms(body, created_at), ${TERMS_VERSION}
    from messages`
  await sql`update private.search_reindexing set terms_version = ${TERMS_VERSION}, finished_at = now()`
}

/**
 * Indexes are built after the messages, which takes a tenth of the time. References are not checked: the rows are right
 * by their making.
 */
async function withoutIndexes(
  sql: postgres.Sql,
  name: string,
  fill: () => Promise<void>,
): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = ${name}::regclass and not exists (
      select from pg_constraint where conindid = indexrelid
    )`
  for (const index of indexes) await sql.unsafe(`drop index ${index.name}`)
  await sql`set session_replication_role = replica`
  await sql`set maintenance_work_mem = '512MB'`
  await fill()
  await sql`set session_replication_role = origin`
  for (const { definition } of indexes) await sql.unsafe(definition)
}
