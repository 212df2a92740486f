import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { endSession } from './end-session.ts'
import { beginGivingWay } from './giving-way.ts'

/** A notice of the triggers on Supabase's tables: one sign-in ended, or an account was banned or deleted. */
const notice = z.union([z.object({ supabase_session_id: id }), z.object({ user_id: id })])

/**
 * Ends each session of Parley when its Supabase session ends. A notice is only a hint, so the tables are asked which
 * sessions have to end. Returns the function that stops listening.
 */
export function followSignIns(db: Database, log: Logger): () => Promise<void> {
  const hear = async (text: string) => {
    const said = notice.parse(JSON.parse(text))
    await ('user_id' in said
      ? endFallen(db, db`user_id = ${said.user_id}`)
      : endFallen(db, db`supabase_session_id = ${said.supabase_session_id}`))
  }
  const listening = db.listen('parley_sign_in_ended', (text) => {
    hear(text).catch((error: unknown) => {
      log.warn({ err: error }, 'could not end the sessions of a sign-in that ended')
    })
  })
  // A relay may start before its database. Until it can listen, requests and the sweep find ended sign-ins.
  listening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen for ended sign-ins'))
  return () =>
    listening.then(
      ({ unlisten }) => unlisten(),
      () => undefined,
    )
}

/** Ends sessions by their ids, because notices can be lost. */
export const endFallenSessions = (db: Database, ids: string[]): Promise<void> =>
  endFallen(db, db`id = any(${ids}::text[])`)

async function endFallen(db: Database, those: ReturnType<Sql>): Promise<void> {
  const fallen = await db<{ id: string; userId: string; isDeleted: boolean }[]>`
    with living as (
      select id, user_id, account_id, supabase_session_id from public.user_sessions
      where revoked_at is null and ${those}
    )
    select living.id, user_id as "userId", u.deleted_at is not null as "isDeleted"
    from living join auth.users u on u.id = account_id
    where supabase_session_id not in (
      select id from private.standing_sign_ins(array(select supabase_session_id from living))
    )
    order by living.id`
  for (const session of fallen) {
    const reason = session.isDeleted ? 'account_deleted' : 'sign_in_ended'
    await beginGivingWay(db, (sql) => endSession(sql, session, reason, null))
  }
}
