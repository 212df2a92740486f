import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'

/** Accounts without an Auth server, for tests below the edges. It needs a superuser. */
export async function insertPeople(sql: postgres.Sql, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await sql`
    insert into auth.users (id, email, email_confirmed_at)
    select id, id || '@example.com', now() from unnest(${ids}::uuid[]) as person (id)`
  return ids
}

/** An empty DIRECT conversation of two people. */
export async function insertDirect(sql: postgres.Sql, a: string, b: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into conversations (kind, direct_key) values ('DIRECT', ${[a, b].sort().join(':')})
    returning id`
  const id = row!.id
  await sql`
    insert into conversation_participants (conversation_id, user_id)
    select ${id}, person.id from unnest(${[a, b]}::uuid[]) as person (id)`
  return id
}
