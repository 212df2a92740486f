import type { Config } from '../config.ts'
import type { Sql } from '../database/client.ts'
import { isReadOnly } from '../database/faults.ts'
import type { Work } from '../work.ts'
import { Refusal } from '../refusal.ts'
import type { CookiePair } from './cookies.ts'
import type { LiveSession } from '../live-session.ts'
import { readAccessToken, type AccessClaims } from './parley-tokens.ts'
import { sessionEnded } from './refresh.ts'
import { signInStands } from './supabase-session.ts'

const required = () => new Refusal('session_required', 'Sign in to use Parley.')
const expired = () => new Refusal('session_expired', 'Your session has to be renewed.')

/**
 * The living session of a request's cookies. It reads the row of the session and that of Supabase each time, so that an
 * ending counts at once on either side. It also notes that the browser has received the refresh token that came with
 * this cookie.
 * @throws Refusal `session_required`, `session_expired` (refresh helps), `session_ended` (nothing helps)
 */
export async function authenticate(
  { sql, work }: { sql: Sql; work: Work },
  config: Config['session'],
  cookies: CookiePair,
): Promise<LiveSession> {
  const claims = claimsOf(config, cookies)
  const row = await work.run(placesOf(claims), 'query', () =>
    lookAndConfirm(sql, claims).catch((error: unknown) => {
      if (isReadOnly(error)) return look(sql, claims)
      throw error
    }),
  )
  return toLiveSession(claims, row)
}

/**
 * The claims of the access cookie. They do not say whether the session still lives.
 * @throws Refusal `session_required`, `session_expired`
 */
export function claimsOf(config: Config['session'], cookies: CookiePair): AccessClaims {
  const claims = cookies.access === null ? null : readAccessToken(config, cookies.access)
  if (claims === null) throw cookies.refresh === null ? required() : expired()
  return claims
}

/** @throws Refusal `session_expired`, `session_ended` */
export function toLiveSession(claims: AccessClaims, look: SessionLook | undefined): LiveSession {
  if (look === undefined || !look.alive) throw sessionEnded()
  if (look.expiresIn <= 0) throw expired()
  return { id: claims.sid, userId: claims.sub, expiresIn: look.expiresIn }
}

/**
 * The key whose places the check of a cookie takes (see `work.ts`). While the cookie is valid, the key is its person. An
 * old cookie may be stolen, so its check must not take the places of that person.
 */
export const placesOf = ({ sid, sub, exp }: AccessClaims) =>
  exp * 1000 > Date.now() ? sub : `session:${sid}`

export interface SessionLook {
  alive: boolean
  expiresIn: number
}

async function lookAndConfirm(sql: Sql, claims: AccessClaims): Promise<SessionLook | undefined> {
  const [row] = await sql<SessionLook[]>`
    with confirmed as (
      update public.refresh_tokens set confirmed_at = now()
      where id = ${claims.rtk} and session_id = ${claims.sid} and confirmed_at is null
    )
    ${lookOf(sql, claims)}`
  return row
}

/** Reads the session and notes nothing. When the database takes no writes, a later request notes the token. */
async function look(sql: Sql, claims: AccessClaims): Promise<SessionLook | undefined> {
  const [row] = await sql<SessionLook[]>`${lookOf(sql, claims)}`
  return row
}

const lookOf = (sql: Sql, { sid, sub, exp }: AccessClaims) => sql`
  select
    revoked_at is null and expires_at > now() and ${signInStands(sql)} as alive,
    floor(extract(epoch from least(expires_at, to_timestamp(${exp})) - now()))::int as "expiresIn"
  from public.user_sessions
  where id = ${sid} and user_id = ${sub}`

/**
 * The seconds for which a session may go on without a new cookie, by the clock of the database. Null when it has ended.
 */
export async function secondsLeft(sql: Sql, sessionId: string): Promise<number | null> {
  const [row] = await sql<{ left: number }[]>`
    select floor(extract(epoch from least(expires_at, renewed_until) - now()))::int as left
    from public.user_sessions
    where id = ${sessionId} and revoked_at is null and expires_at > now() and ${signInStands(sql)}`
  return row === undefined ? null : Math.max(0, row.left)
}
