import type postgres from 'postgres'
import { insertPeople } from './rows.ts'

/**
 * A group of these people and of `count` further people, who joined after its first message. A third of the messages is
 * by the further people. It needs a superuser.
 */
export async function insertCrowd(
  sql: postgres.Sql,
  [owner, ...known]: readonly [string, ...string[]],
  count: number,
): Promise<string> {
  const further = await insertPeople(sql, count)
  const [row] = await sql<{ id: string }[]>`
    insert into conversations (kind, title) values ('GROUP', 'Crowd') returning id`
  const id = row!.id
  await sql`
    insert into conversation_participants (conversation_id, user_id, role, joined_at)
    select ${id}, person.id, case when person.id = ${owner} then 'owner' else 'member' end,
      now() - interval '2 days'
    from unnest(${[owner, ...known]}::uuid[]) person (id)`
  await sql`
    insert into conversation_participants (conversation_id, user_id, joined_at, joined_seq)
    select ${id}, person.id, now() - interval '1 day' + person.n * interval '1 millisecond', 1
    from unnest(${further}::uuid[]) with ordinality as person (id, n)`
  await sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${id}, n, n, case when n % 3 = 0 then (${further}::uuid[])[1 + n % ${count}::int] else ${owner}::uuid end,
      gen_random_uuid(), 'message ' || n
    from generate_series(1, 60) n`
  await sql`update conversations set last_seq = 60, last_ver = 60 where id = ${id}`
  return id
}
