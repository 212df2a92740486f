import { membershipSum } from '../conversations/memberships.ts'
import { inBatches } from '../database/batches.ts'
import type { Sql } from '../database/client.ts'
import type { LiveSession, SecondLook } from '../live-session.ts'
import { signInStands, standingSignIns } from '../session/supabase-session.ts'

/** The most sockets that one statement looks at. */
const MAX_BATCH = 50

/** The columns of `SecondLook`, for a statement that also asks something else. */
export const lookColumns = (sql: Sql, { id, userId }: LiveSession): ReturnType<Sql> => sql`
  exists (
    select from public.user_sessions
    where id = ${id} and revoked_at is null and expires_at > now() and ${signInStands(sql)}
  ) as lives,
  ${membershipSum(sql, sql`${userId}`)} as memberships`

/** The second look as a statement of its own. Sockets that come at once share it. */
export function createSecondLooks(sql: Sql): (session: LiveSession) => Promise<SecondLook> {
  const ask = (sessions: LiveSession[]) => sql<SecondLook[]>`
    with asked as materialized (
      select * from unnest(
        ${sessions.map(({ id }) => id)}::text[], ${sessions.map(({ userId }) => userId)}::uuid[]
      ) with ordinality as one (session_id, user_id, place)
    ),
    ${standingSignIns(sql)}
    select
      coalesce(s.revoked_at is null and s.expires_at > now()
        and s.supabase_session_id in (select id from standing), false) as lives,
      ${membershipSum(sql, sql`asked.user_id`)} as memberships
    from asked left join public.user_sessions s on s.id = asked.session_id
    order by asked.place`
  return inBatches(ask, { maxSize: MAX_BATCH, rank: () => 0 }).ask
}
