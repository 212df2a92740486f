import { membershipSum } from '../conversations/memberships.ts'
import type { FirstSync, FirstSyncs } from '../conversations/sync-events.ts'
import { newsFor, type NewsLook } from '../conversations/sync.ts'
import { inBatches } from '../database/batches.ts'
import type { Sql } from '../database/client.ts'
import type { SecondLook } from '../live-session.ts'
import { standingSignIns } from '../session/supabase-session.ts'

/** The most sockets that one statement looks at. */
const MAX_BATCH = 50
/** A socket whose client has more conversations than this asks alone, so that nobody waits for it. */
const MAX_CURSORS = 200

/**
 * The second look at a socket and the look for news of its first `sync`. When a relay starts again, nearly all sockets
 * lack nothing. A statement for each of them was half of what the database did then, and a third of what the relay did.
 */
export function createFirstSyncs(sql: Sql): FirstSyncs {
  const looks = inBatches((questions: FirstSync[]) => lookAtAll(sql, questions), {
    maxSize: MAX_BATCH,
    rank: () => 0,
  })
  return {
    look: looks.ask,
    takes: ({ cursors }) => Object.keys(cursors).length <= MAX_CURSORS,
  }
}

function lookAtAll(sql: Sql, questions: FirstSync[]) {
  const lists = questions.map(({ request: { cursors, receipts = {} } }) => {
    const ids = Object.keys(cursors)
    return {
      ids: listOf(ids),
      vers: listOf(Object.values(cursors)),
      receipts: listOf(ids.map((id) => receipts[id] ?? 'null')),
    }
  })
  const news = newsFor(sql, {
    userId: sql`asked.user_id`,
    epoch: sql`asked.epoch`,
    known: sql`unnest(asked.ids::uuid[], asked.vers::bigint[], asked.receipts::bigint[])`,
  })
  return sql<(NewsLook & SecondLook)[]>`
    with asked as materialized (
      select * from unnest(
        ${questions.map(({ session }) => session.id)}::text[],
        ${questions.map(({ session }) => session.userId)}::uuid[],
        ${questions.map(({ request }) => request.epoch)}::text[],
        ${lists.map(({ ids }) => ids)}::text[], ${lists.map(({ vers }) => vers)}::text[],
        ${lists.map(({ receipts }) => receipts)}::text[]
      ) with ordinality as one (session_id, user_id, epoch, ids, vers, receipts, place)
    ),
    ${standingSignIns(sql)}
    select
      coalesce(s.revoked_at is null and s.expires_at > now()
        and s.supabase_session_id in (select id from standing), false) as lives,
      ${membershipSum(sql, sql`asked.user_id`)} as memberships,
      news.epoch, news.differs
    from asked left join public.user_sessions s on s.id = asked.session_id
    cross join lateral (${news}) news
    order by asked.place`
}

/** Ids and numbers that the schema has checked, as an array of PostgreSQL. Arrays of different lengths make no matrix. */
const listOf = (values: readonly (string | number)[]) => `{${values.join()}}`
