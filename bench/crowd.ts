import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { GROUP_SIZE } from './load/protocol.ts'

/** The people of a run. Each is in one pair and in one group. */
export interface Crowd {
  people: string[]
  /** The id of each person's Supabase session. */
  signIns: string[]
  /** Pair `k` is the people `2k` and `2k + 1`. */
  pairs: string[]
  /** Group `g` is the people from `g * GROUP_SIZE` on. */
  groups: string[]
}

const uuids = (count: number) => Array.from({ length: count }, () => randomUUID())

export function makeCrowd(size: number): Crowd {
  return {
    people: uuids(size),
    signIns: uuids(size),
    pairs: uuids(Math.floor(size / 2)),
    groups: uuids(Math.floor(size / GROUP_SIZE)),
  }
}

/** Writes the crowd into a migrated database. It needs a superuser, because it makes accounts of Supabase. */
export async function insertCrowd(sql: postgres.Sql, crowd: Crowd): Promise<void> {
  const { people, signIns, pairs, groups } = crowd
  await sql`
    insert into auth.users (id, email, email_confirmed_at)
    select id, id || '@example.com', now() from unnest(${people}::uuid[]) person (id)`
  await insertSignIns(
    sql,
    people.map((userId, n) => ({ userId, id: signIns[n]! })),
  )
  await sql`
    insert into conversations (id, kind, direct_key)
    select id, 'DIRECT', least(a, b) || ':' || greatest(a, b)
    from unnest(${pairs}::uuid[]) with ordinality pair (id, k),
      lateral (select (${people}::text[])[2 * k - 1] as a, (${people}::text[])[2 * k] as b) who`
  await sql`
    insert into conversations (id, kind, title)
    select id, 'GROUP', 'Group ' || g from unnest(${groups}::uuid[]) with ordinality room (id, g)`
  await sql`
    insert into conversation_participants (conversation_id, user_id, role)
    select (${pairs}::uuid[])[(n + 1) / 2], id, 'member'
    from unnest(${people}::uuid[]) with ordinality person (id, n)
    where (n + 1) / 2 <= ${pairs.length}
    union all
    select (${groups}::uuid[])[1 + (n - 1) / ${GROUP_SIZE}], id,
      case when (n - 1) % ${GROUP_SIZE} = 0 then 'owner' else 'member' end
    from unnest(${people}::uuid[]) with ordinality person (id, n)
    where 1 + (n - 1) / ${GROUP_SIZE} <= ${groups.length}`
  await sql`vacuum analyze`
}

export async function insertSignIns(
  sql: postgres.Sql,
  signIns: readonly { id: string; userId: string }[],
): Promise<void> {
  const [ids, people] = [signIns.map(({ id }) => id), signIns.map(({ userId }) => userId)]
  await sql`
    insert into auth.sessions (id, user_id, created_at, updated_at)
    select sign_in, person, now(), now()
    from unnest(${ids}::uuid[], ${people}::uuid[]) one (sign_in, person)`
}
