import { z } from 'zod'
import { endReason, type EndReason } from '../../wire/session.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelayServer } from '../realtime/socket-types.ts'
import { endFallenSessions } from '../session/fallen-sign-ins.ts'

const notice = z.object({ session_id: z.string(), reason: endReason })

/**
 * The database sends a notice for each ended session. The relay also checks this often, because a notice can be lost.
 */
const SWEEP_MILLISECONDS = 3_000

/**
 * Closes the sockets of ended sessions on this node. LISTEN/NOTIFY brings the news at once from any node; a sweep finds the
 * sessions whose notice was lost. Returns the function that stops both.
 */
export async function closeEndedSessions(
  io: RelayServer,
  sql: Database,
  publish: Publisher,
  log: Logger,
): Promise<() => Promise<void>> {
  const sweep = setInterval(() => {
    sweepOnce(io, sql, publish).catch((error: unknown) => {
      log.warn({ err: error }, 'could not look for ended sessions')
    })
  }, SWEEP_MILLISECONDS)
  sweep.unref()

  const listening = sql.listen('parley_session_ended', (text) => {
    const parsed = notice.safeParse(JSON.parse(text))
    if (!parsed.success) return log.error('a notice of an ended session cannot be read')
    publish.endSession(parsed.data.session_id, { reason: parsed.data.reason })
  })
  // The relay may start before its database. Until it can listen, only the sweep runs.
  listening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen for ended sessions'))

  return async () => {
    clearInterval(sweep)
    await listening.then(({ unlisten }) => unlisten()).catch(() => undefined)
  }
}

async function sweepOnce(io: RelayServer, sql: Database, publish: Publisher): Promise<void> {
  const open = new Set([...io.of('/').sockets.values()].map((socket) => socket.data.session.id))
  if (open.size === 0) return
  for (const { id, reason } of await endedAmong(sql, [...open])) publish.endSession(id, { reason })
}

/** Those of these sessions that have ended, and why. */
export async function endedAmong(
  sql: Database,
  sessionIds: string[],
): Promise<{ id: string; reason: EndReason }[]> {
  await endFallenSessions(sql, sessionIds)
  return sql<{ id: string; reason: EndReason }[]>`
    select asked.id,
      case when s.id is null then 'account_deleted'
        when s.revoked_at is null then 'expired'
        else coalesce(s.revoke_reason, 'administrator') end as reason
    from unnest(${sessionIds}::text[]) as asked (id)
    left join public.user_sessions s on s.id = asked.id
    where s.id is null or s.revoked_at is not null or s.expires_at <= now()`
}
