import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { collectPreviews } from '../previews/kept.ts'
import { deleteEndedInvitations } from './invitations.ts'
import {
  deleteDecidedReports,
  deleteOldActions,
  deleteRestrictionsOfNobody,
  forgetFirstDays,
} from './moderation.ts'
import { takeUpkeepTurn, type Batches } from './turn.ts'

const BATCH = 500

export interface Deleted {
  sessions: number
  /** Addresses of the audit log. Their rows stay. */
  addresses: number
  /** Decided reports, with their copies and notes. */
  reports: number
  /** Actions of moderators that have no effect any more. */
  actions: number
  /** Invitations that ended, and restrictions and counts of accounts that are gone or no longer new. */
  leftovers: number
  /** Previews of links that no message shows. */
  previews: number
}

/**
 * Deletes sessions that ended long ago, with their addresses and tokens, the old addresses in the audit log, and what
 * moderation needs no more. It does so in batches, so that nothing waits for it and a kill loses nothing but one batch.
 */
export async function deleteWhatIsOld(
  db: Database,
  { endedSessionDays, auditAddressDays, decidedReportDays }: Config['retention'],
  { batch = BATCH, isStopped = () => false }: Batches = {},
): Promise<Deleted> {
  const inBatches = async (act: (sql: Sql) => Promise<number>): Promise<number> => {
    let total = 0
    while (!isStopped()) {
      const count = await takeUpkeepTurn(db, act)
      total += count ?? 0
      if (count === null || count < batch) break
    }
    return total
  }
  return {
    sessions: await inBatches((sql) => deleteEndedSessions(sql, endedSessionDays, batch)),
    addresses: await inBatches((sql) => forgetAddresses(sql, auditAddressDays, batch)),
    reports: await inBatches((sql) => deleteDecidedReports(sql, decidedReportDays, batch)),
    actions: await inBatches((sql) => deleteOldActions(sql, decidedReportDays, batch)),
    previews: await inBatches((sql) => collectPreviews(sql, batch)),
    leftovers:
      (await inBatches((sql) => deleteRestrictionsOfNobody(sql, batch))) +
      (await inBatches((sql) => deleteEndedInvitations(sql, batch))) +
      (await inBatches((sql) => forgetFirstDays(sql, batch))),
  }
}

/** A session ends when it is revoked, or at its absolute end. The index has exactly this expression. */
async function deleteEndedSessions(sql: Sql, days: number, batch: number): Promise<number> {
  const { count } = await sql`
    delete from public.user_sessions where id in (
      select id from public.user_sessions
      where least(revoked_at, expires_at) < now() - ${days} * interval '1 day'
      order by least(revoked_at, expires_at) limit ${batch}
      for update skip locked
    )`
  return count
}

async function forgetAddresses(sql: Sql, days: number, batch: number): Promise<number> {
  const { count } = await sql`
    update public.audit_log set ip_address = null where id in (
      select id from public.audit_log
      where ip_address is not null and created_at < now() - ${days} * interval '1 day'
      order by created_at limit ${batch}
    )`
  return count
}
