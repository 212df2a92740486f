import type { EndReason } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'

type Lifetimes = Config['session']

/** The device and address of a request, as the device list shows them. */
export interface Device {
  userAgent: string | null
  ipAddress: string | null
}

export interface SessionRow {
  id: string
  userId: string
  supabaseSessionId: string
  endedFor: EndReason | null
  /** The session is past its absolute end. */
  expired: boolean
  /** The session's newest Supabase token ended longer ago than the hard limit. */
  signInNeeded: boolean
}

const columns = (sql: Sql, { signInNeededSeconds }: Lifetimes) => sql`
  id, user_id as "userId", supabase_session_id as "supabaseSessionId",
  case when revoked_at is not null then coalesce(revoke_reason, 'administrator') end as "endedFor",
  expires_at <= now() as expired,
  sign_in_good_until < now() - ${signInNeededSeconds} * interval '1 second' as "signInNeeded"`

/**
 * Opening a session of a person and ending all of them exclude each other. Row locks alone do not cover a row that is
 * just being inserted in the place of another. This lock is taken before any row lock.
 */
export async function takeTurn(sql: Sql, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`
}

/** A session, locked. Every rotation, bridge and revocation of it waits for this lock. */
export async function lockSession(sql: Sql, sessionId: ReturnType<Sql>, lifetimes: Lifetimes) {
  const [row] = await sql<SessionRow[]>`
    select ${columns(sql, lifetimes)} from public.user_sessions where id = ${sessionId} for update`
  return row ?? null
}

/**
 * Locks the open sessions of a sign-in and of a token. All code that locks several sessions does so in the order of
 * their ids. Two such transactions then wait for each other, and never in a circle.
 */
export async function lockLivingSessions(
  sql: Sql,
  supabaseSessionId: string,
  sessionId: ReturnType<Sql>,
): Promise<void> {
  await sql`
    select from public.user_sessions
    where revoked_at is null and (supabase_session_id = ${supabaseSessionId} or id = ${sessionId})
    order by id for update`
}

/** The one session of a Supabase session that has not ended, as a table of one row at most. */
export const livingSessionOfSignIn = (
  sql: Sql,
  supabaseSessionId: string,
  lifetimes: Lifetimes,
) => sql`
  (
    select ${columns(sql, lifetimes)} from public.user_sessions
    where supabase_session_id = ${supabaseSessionId} and revoked_at is null
  )`

/** The first refresh token of a session has this generation. */
export const FIRST_GENERATION = 1

/**
 * A new session with its line in the audit log and its first refresh token, in one statement.
 * @param first the hash of the refresh token, which names the id of the session
 */
export async function startSession(
  sql: Sql,
  { id, userId, supabaseSessionId, endsAt }: NewSession,
  first: { tokenHash: string },
  { device, requestId }: { device: Device; requestId: string | null },
  { absoluteSeconds, idleSeconds, accessSeconds, ...lifetimes }: Lifetimes,
): Promise<StartedSession> {
  const second = sql`interval '1 second'`
  const [row] = await sql<StartedSession[]>`
    with started as (
      insert into public.user_sessions
        (id, user_id, user_agent, ip_address, supabase_session_id, sign_in_good_until, expires_at, renewed_until)
      values (${id}, ${userId}, ${device.userAgent}, ${device.ipAddress}, ${supabaseSessionId},
        to_timestamp(${endsAt}), now() + ${absoluteSeconds} * ${second},
        least(now() + least(${absoluteSeconds}::int, ${accessSeconds}::int) * ${second},
          to_timestamp(${endsAt}) + ${lifetimes.signInNeededSeconds} * ${second}))
      returning id, user_id, ${renewedColumns(sql, lifetimes)}
    ),
    noted as (
      insert into public.audit_log (action, reason, subject_id, session_id, ip_address, request_id)
      values ('session_started', 'bridge', ${userId}, ${id}, ${device.ipAddress}, ${requestId})
    ),
    token as (
      insert into public.refresh_tokens (session_id, user_id, token_hash, generation, expires_at)
      select id, user_id, ${first.tokenHash}, ${FIRST_GENERATION}::int, now() + ${idleSeconds} * ${second}
      from started
      returning id
    )
    select started.*, token.id as "refreshTokenId", exists (
      select from public.user_sessions other where other.user_id = ${userId} and other.revoked_at is null
    ) as "hasOlder"
    from started, token`
  return row!
}

interface StartedSession extends Renewed {
  refreshTokenId: string
  /** The person has sessions that are older than this one. A statement does not see the row that it inserts. */
  hasOlder: boolean
}

interface NewSession {
  id: string
  userId: string
  supabaseSessionId: string
  /** The `exp` of the Supabase token, in Unix seconds. */
  endsAt: number
}

export interface Renewed {
  expiresIn: number
  /** Unix seconds by the database clock. */
  now: number
  absoluteLeft: number
  /** The page should bridge again soon, with a new Supabase token. */
  signInStale: boolean
  /** The person has signed in elsewhere since the newest Supabase token that this session was bridged with. */
  newerSignIn: boolean
}

/**
 * Records that the person was just here, and how long the new access cookie is valid. It never outlives the absolute end
 * of the session, nor the moment from which a new Supabase token is needed.
 * @param tokenEndsAt the `exp` of the Supabase token that the request carried, or null
 */
export async function renewSession(
  sql: Sql,
  sessionId: string,
  device: Device,
  tokenEndsAt: number | null,
  { accessSeconds, signInStaleSeconds, signInNeededSeconds }: Lifetimes,
): Promise<Renewed> {
  const goodUntil = sql`greatest(sign_in_good_until, to_timestamp(${tokenEndsAt}::float8))`
  const [row] = await sql<Renewed[]>`
    update public.user_sessions set
      last_seen_at = now(),
      user_agent = coalesce(${device.userAgent}, user_agent),
      ip_address = coalesce(${device.ipAddress}, ip_address),
      newer_sign_in = newer_sign_in
        and coalesce(to_timestamp(${tokenEndsAt}::float8) <= sign_in_good_until, true),
      sign_in_good_until = ${goodUntil},
      renewed_until = least(expires_at, now() + ${accessSeconds} * interval '1 second',
        ${goodUntil} + ${signInNeededSeconds} * interval '1 second')
    where id = ${sessionId}
    returning ${renewedColumns(sql, { signInStaleSeconds })}`
  if (row === undefined) throw new Error('the session vanished under its own lock')
  return row
}

const renewedColumns = (
  sql: Sql,
  { signInStaleSeconds }: Pick<Lifetimes, 'signInStaleSeconds'>,
) => sql`
  floor(extract(epoch from renewed_until - now()))::int as "expiresIn",
  extract(epoch from now())::float8 as now,
  floor(extract(epoch from expires_at - now()))::int as "absoluteLeft",
  sign_in_good_until < now() - ${signInStaleSeconds} * interval '1 second' as "signInStale",
  newer_sign_in as "newerSignIn"`
