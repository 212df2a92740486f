import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { fillQuickly } from './fill-quickly.ts'
import { insertHistories } from './histories.ts'
import type { Size } from './size.ts'

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
/** The statements that run at once. Each keeps one core busy. */
const LANES = 2

/**
 * Fills a migrated database. Every history is spread over two years. It needs a superuser, because it makes accounts of
 * Supabase and switches indexes off.
 */
export async function seed(url: string, size: Size): Promise<Installation> {
  const sql = postgres(url, {
    max: LANES,
    onnotice: () => undefined,
    connection: { work_mem: '512MB', maintenance_work_mem: '2GB' },
  })
  const userId = randomUUID()
  const people = Array.from({ length: size.people }, () => randomUUID())
  await sql`create schema bench`
  await insertPeople(sql, [userId, ...people])
  await insertConversations(sql, size, userId, people)
  await fillQuickly(sql, () =>
    insertHistories(sql, {
      authors: { userId, people },
      conversations: size.conversations,
      lanes: LANES,
    }),
  )
  const [first, second] = await sql<{ id: string }[]>`
    select id from bench.rooms where k <= 2 order by k`
  await sql`drop schema bench cascade`
  await sql`vacuum analyze`
  await sql`checkpoint`
  await sql.end()
  return {
    userId,
    counterpartId: people[0]!,
    conversationId: first!.id,
    roomId: second!.id,
    length: size.length,
  }
}

async function insertPeople(sql: postgres.Sql, ids: string[]): Promise<void> {
  const share = Math.ceil(ids.length / LANES)
  await Promise.all(
    Array.from({ length: LANES }, (_, lane) => {
      const begin = lane * share
      return sql`
        insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
        select id, id || '@example.com', now(), json_build_object('display_name', 'Person ' || ${begin}::int + n)
        from unnest(${ids.slice(begin, begin + share)}::uuid[]) with ordinality person (id, n)`
    }),
  )
}

/** Three people are in each conversation, beside the person who asks and those who are only in the room. */
async function insertConversations(
  sql: postgres.Sql,
  size: Size,
  userId: string,
  people: string[],
): Promise<void> {
  const { conversations, others, length, each, room } = size
  await sql`create unlogged table bench.rooms as
    select k, gen_random_uuid() as id, case when k = 1 then ${length}::int else ${each}::int end as length,
      case when k = 1 then 0 else ${length}::int + (k - 2) * ${each}::int end as messages_before,
      case when k <= ${conversations} then ${REGULARS}::int else ${people.length}::int end as among
    from generate_series(1, ${conversations + others}::int) k`
  await sql`
    insert into conversations (id, kind, title, last_seq, last_ver, active_at)
    select id, 'GROUP', 'Group ' || k, length, length, now() - k * interval '1 minute' from bench.rooms`
  await sql`
    insert into conversation_participants (conversation_id, user_id, last_read_seq, last_delivered_seq)
    select id, (${people}::uuid[])[1 + (k * 3 + place) % among], 0, 0
    from bench.rooms, generate_series(0, 2) place
    union
    select id, person, 0, 0 from bench.rooms, unnest((${people}::uuid[])[1:${room}::int]) person where k = 2
    union all
    select id, ${userId}, greatest(length - 5, 0), length from bench.rooms
    where k <= ${conversations}`
}
