import type { DeviceSession } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'
import { endSession, type Asker } from './end-session.ts'
import { beginGivingWay } from './giving-way.ts'
import type { LiveSession } from '../live-session.ts'
import { sessionOfPresented, takeRefreshToken } from './presented-token.ts'
import { takeTurn } from './session-rows.ts'

/** Every open session of the person: first the one that asks, then by the time they were last seen. */
export async function listDevices(
  sql: Sql,
  me: LiveSession,
  { idleSeconds }: Config['session'],
): Promise<DeviceSession[]> {
  const rows = await sql<
    (Omit<DeviceSession, 'created_at' | 'last_seen_at'> & {
      created_at: Date
      last_seen_at: Date
    })[]
  >`
    select id, id = ${me.id} as current, user_agent, ip_address, created_at, last_seen_at
    from public.user_sessions
    where user_id = ${me.userId} and revoked_at is null and expires_at > now()
      and last_seen_at > now() - ${idleSeconds} * interval '1 second'
    order by id = ${me.id} desc, last_seen_at desc
    limit 200`
  return rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
  }))
}

/** Ends one session of the person. A session of another person, or one that is over, is not found. */
export async function endDevice(
  db: Database,
  me: LiveSession,
  id: string,
  asker: Asker,
): Promise<void> {
  await beginGivingWay(db, async (sql) => {
    const [mine] = await sql`
      select id from public.user_sessions
      where id = ${id} and user_id = ${me.userId} and revoked_at is null for update`
    if (mine === undefined) throw notFound('session')
    const session = { id, userId: me.userId }
    await endSession(sql, session, id === me.id ? 'logged_out' : 'ended_by_owner', asker)
  })
}

export async function endOtherDevices(db: Database, me: LiveSession, asker: Asker): Promise<void> {
  await beginGivingWay(db, async (sql) => {
    await takeTurn(sql, me.userId)
    const sessions = await sql<{ id: string; userId: string }[]>`
      select id, user_id as "userId" from public.user_sessions
      where user_id = ${me.userId} and id <> ${me.id} and revoked_at is null
      order by id for update`
    for (const session of sessions) await endSession(sql, session, 'ended_by_owner', asker)
  })
}

/**
 * Log-out with the cookies that the browser still has. The refresh cookie alone is enough, so that log-out works with
 * an expired access cookie. Without a session to end, it is no error: a second log-out changes nothing.
 */
export async function logOut(
  db: Database,
  config: Config['session'],
  presented: { sessionId: string | null; refreshToken: string | null },
  asker: Asker,
): Promise<void> {
  if (presented.sessionId === null && presented.refreshToken === null) return
  await beginGivingWay(db, async (sql) => {
    const sessions = await sql<{ id: string; userId: string }[]>`
      select id, user_id as "userId" from public.user_sessions
      where revoked_at is null and (id = ${presented.sessionId}
        or id = ${sessionOfPresented(sql, config, presented.refreshToken)})
      order by id for update`
    // A reused token ends its session for theft. The statements below keep that reason.
    if (presented.refreshToken !== null)
      await takeRefreshToken(sql, config, presented.refreshToken, asker)
    for (const session of sessions) await endSession(sql, session, 'logged_out', asker)
  })
}
