import { currentEpochOf } from '../conversations/epoch.ts'
import { highWaterMarks, membershipColumns, toMemberships } from '../conversations/memberships.ts'
import { inBatches } from '../database/batches.ts'
import type { Sql } from '../database/client.ts'
import { isReadOnly } from '../database/faults.ts'
import type { LiveSession } from '../live-session.ts'
import { showsPresence } from '../people/last-seen.ts'
import type { HandshakeData } from '../realtime/admission.ts'
import { Refusal } from '../refusal.ts'
import { claimsOf, placesOf, toLiveSession, type SessionLook } from '../session/authenticate.ts'
import { readCookies, type CookieConfig } from '../session/cookies.ts'
import type { AccessClaims } from '../session/parley-tokens.ts'
import { signInStands, standingSignIns } from '../session/supabase-session.ts'
import type { Work } from '../work.ts'

/** The most sockets that one statement looks at. */
const MAX_BATCH = 50
/**
 * The most sockets that wait for their look. It is far more than come at once, and so few that the last one is served
 * before its client gives up.
 */
const MAX_WAITING = 8_000
/** Sockets above this number are refused, and come back spread over this time. By then those who wait are served. */
const SPREAD_SECONDS = 20

/**
 * Finds the living session of a socket and everything that it needs to join its rooms.
 * @throws Refusal like `Authenticate`, and `unavailable` when too many wait
 */
export type ReadHandshake = (
  cookieHeader: string | undefined,
) => Promise<{ session: LiveSession; handshakeData: HandshakeData }>

interface Row extends SessionLook {
  place: number
  ids: string
  rooms: string
  sum: string
  epoch: string
  highWaterMarks: Record<string, number>
  shown: boolean
}

/**
 * When a relay starts again, all sockets come at once. They share statements. The newest cookies come first, because
 * their pages were in use most recently.
 */
export function createReadHandshake(
  { sql, work }: { sql: Sql; work: Work },
  config: CookieConfig,
  { maxWaiting = MAX_WAITING } = {},
): ReadHandshake {
  const looks = inBatches((claims: AccessClaims[]) => lookAtAll(sql, claims), {
    maxSize: MAX_BATCH,
    rank: ({ exp }) => exp,
  })
  return async (cookieHeader) => {
    const claims = claimsOf(config.session, readCookies(config, cookieHeader))
    if (looks.waiting() >= maxWaiting) throw tooMany()
    const row = await work.run(placesOf(claims), 'query', () => looks.ask(claims))
    return { session: toLiveSession(claims, row), handshakeData: toHandshakeData(row!) }
  }
}

/** Each client gets another time to wait, so that they do not all come back at once. */
const tooMany = () =>
  new Refusal(
    'unavailable',
    'Many people are connecting right now. Trying again.',
    1 + Math.random() * SPREAD_SECONDS,
  )

const toHandshakeData = ({
  ids,
  rooms,
  sum,
  epoch,
  highWaterMarks,
  shown,
}: Omit<Row, 'place' | 'alive'>): HandshakeData => ({
  memberships: toMemberships({ ids, rooms, sum }),
  epoch,
  highWaterMarks,
  showsPresence: shown,
})

/** When the database takes no writes, a later request confirms the tokens. */
async function lookAtAll(sql: Sql, claims: AccessClaims[]): Promise<(Row | undefined)[]> {
  const rows = await looksAt(sql, claims, confirming(sql)).catch((error: unknown) => {
    if (isReadOnly(error)) return looksAt(sql, claims, sql``)
    throw error
  })
  const byPlace = new Map(rows.map((row) => [row.place, row]))
  return claims.map((_, index) => byPlace.get(index + 1))
}

/**
 * Notes that the browsers have received the refresh tokens that came with these cookies. A locked token is left out,
 * because nobody may wait here for another person's transaction. A later request notes it.
 */
const confirming = (sql: Sql): ReturnType<Sql> => sql`
  confirmed as (
    update public.refresh_tokens set confirmed_at = now()
    where id = any(array(
      select t.id from asked join public.refresh_tokens t
        on t.id = asked.token_id and t.session_id = asked.session_id
      where t.confirmed_at is null
      for no key update of t skip locked
    ))
  ),`

const looksAt = (sql: Sql, claims: AccessClaims[], confirmed: ReturnType<Sql>) => sql<Row[]>`
  with asked as materialized (
    select * from unnest(
      ${claims.map(({ sid }) => sid)}::text[], ${claims.map(({ sub }) => sub)}::uuid[],
      ${claims.map(({ rtk }) => rtk)}::uuid[], ${claims.map(({ exp }) => exp)}::float8[]
    ) with ordinality as one (session_id, user_id, token_id, ends_at, place)
  ),
  ${confirmed}
  ${standingSignIns(sql)}
  select asked.place::int,
    s.revoked_at is null and s.expires_at > now()
      and s.supabase_session_id in (select id from standing) as alive,
    floor(extract(epoch from least(s.expires_at, to_timestamp(asked.ends_at)) - now()))::int as "expiresIn",
    mine.ids, mine.rooms, mine.sum, ${currentEpochOf(sql)} as epoch,
    ${highWaterMarks(sql, sql`asked.user_id`)} as "highWaterMarks",
    ${showsPresence(sql, sql`asked.user_id`)} as shown
  from asked
  join public.user_sessions s on s.id = asked.session_id and s.user_id = asked.user_id::text
  cross join lateral ${membershipColumns(sql, sql`asked.user_id`)} mine`

/**
 * What a socket needs to join its rooms, when it has joined rooms before. Its cookie may be an old one by now, so the
 * session's own time counts. Null when the session has ended.
 */
export async function readHandshakeAgain(
  sql: Sql,
  { id, userId }: LiveSession,
): Promise<{ session: LiveSession; handshakeData: HandshakeData } | null> {
  const [row] = await sql<Omit<Row, 'place' | 'alive'>[]>`
    select greatest(0, floor(extract(epoch from least(expires_at, renewed_until) - now())))::int as "expiresIn",
      mine.ids, mine.rooms, mine.sum, ${currentEpochOf(sql)} as epoch,
      ${highWaterMarks(sql, sql`${userId}`)} as "highWaterMarks",
      coalesce((select show_presence from public.profiles where id = ${userId}), false) as shown
    from public.user_sessions
    cross join lateral ${membershipColumns(sql, sql`${userId}`)} mine
    where id = ${id} and revoked_at is null and expires_at > now() and ${signInStands(sql)}`
  if (row === undefined) return null
  return { session: { id, userId, expiresIn: row.expiresIn }, handshakeData: toHandshakeData(row) }
}
