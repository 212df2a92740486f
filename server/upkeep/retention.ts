import type { Config } from '../config.ts'
import type { Database, Sql } from '../database/client.ts'
import { collectPreviews } from '../previews/kept.ts'
import { eachStep } from '../repeat.ts'
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
 * moderation needs no more. It does so in batches, so that nothing waits for it and a kill loses nothing but one batch. A
 * step that fails keeps no other from its work: what is promised to people must not wait for an unrelated fault.
 * @throws the fault of the first step that failed, after the others
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
  const steps: [keyof Deleted, (sql: Sql) => Promise<number>][] = [
    ['sessions', (sql) => deleteEndedSessions(sql, endedSessionDays, batch)],
    ['addresses', (sql) => forgetAddresses(sql, auditAddressDays, batch)],
    ['reports', (sql) => deleteDecidedReports(sql, decidedReportDays, batch)],
    ['actions', (sql) => deleteOldActions(sql, decidedReportDays, batch)],
    ['previews', (sql) => collectPreviews(sql, batch)],
    ['leftovers', (sql) => deleteRestrictionsOfNobody(sql, batch)],
    ['leftovers', (sql) => deleteEndedInvitations(sql, batch)],
    ['leftovers', (sql) => forgetFirstDays(sql, batch)],
  ]
  const deleted: Deleted = {
    sessions: 0,
    addresses: 0,
    reports: 0,
    actions: 0,
    leftovers: 0,
    previews: 0,
  }
  await eachStep(
    steps.map(([what, act]) => async () => {
      deleted[what] += await inBatches(act)
    }),
  )
  return deleted
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
