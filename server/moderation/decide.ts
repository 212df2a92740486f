import type { ModerationAct, ModerationDecision } from '../../wire/moderation/moderation.ts'
import type { Database, Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'
import { acts } from './act.ts'
import type { LockedReport } from './acting.ts'
import { auditModeration } from './audit.ts'
import { noConsequences, type Consequences } from './consequences.ts'
import { requireModerator } from './moderators.ts'
import { isOwnReport, notAbout, ownReport } from './impartial.ts'
import { otherModerator } from './queue.ts'
import { undoAction } from './undo.ts'

/** The actions that fit each kind of report. A post that a filter holds is a kind of its own. */
const fitting: Record<LockedReport['kind'] | 'post_in_review', readonly ModerationAct[]> = {
  message: ['dismiss', 'hide', 'delete', 'warn', 'mute', 'suspend', 'remove'],
  person: ['dismiss', 'warn', 'mute', 'suspend'],
  post: ['dismiss', 'hide', 'delete', 'warn', 'mute', 'suspend'],
  post_in_review: ['release', 'hide', 'delete', 'warn', 'mute', 'suspend'],
  review: ['dismiss', 'release', 'warn', 'mute', 'suspend'],
  appeal: ['dismiss', 'release'],
}

/**
 * Decides a report that this moderator has claimed. All actions, their rows and their lines in the audit log are one
 * transaction.
 * @throws Refusal `other_moderator` when the claim ran out, or the report is no longer as the moderator saw it
 */
export async function decideReport(
  sql: Database,
  moderatorId: string,
  reportId: string,
  decision: ModerationDecision,
): Promise<Consequences> {
  await requireModerator(sql, moderatorId)
  return sql.begin(async (tx) => {
    const report = await lockClaimed(tx, moderatorId, reportId, decision.version)
    const consequences = noConsequences()
    for (const action of new Set(decision.actions)) {
      if (!fitting[kindOf(report)].includes(action)) {
        throw new Refusal('conflict', 'This action does not fit this report.')
      }
      await acts[action]({ sql: tx, report, moderatorId, decision, consequences })
      await record(tx, report, moderatorId, action, decision)
    }
    await tx`
      update public.reports set decided_at = now(), version = version + 1 where id = ${reportId}`
    return { ...consequences, told: [...new Set(consequences.told)] }
  })
}

const kindOf = ({ kind, reason }: LockedReport) =>
  kind === 'post' && reason === 'filter' ? 'post_in_review' : kind

async function lockClaimed(
  sql: Sql,
  moderatorId: string,
  reportId: string,
  version: number,
): Promise<LockedReport> {
  const [row] = await sql<(LockedReport & { mine: boolean; own: boolean })[]>`
    select id, kind, reason, subject_id, message_id, conversation_id, post_id, action_id, draft,
      ${isOwnReport(sql, 'r', moderatorId)} as own,
      decided_at is null and claimed_by = ${moderatorId} and claimed_until > now()
        and version = ${version} as mine
    from public.reports r
    where id = ${reportId} and ${notAbout(sql, moderatorId)}
    for update`
  if (row === undefined) throw notFound('report')
  if (row.own) throw ownReport()
  if (!row.mine) throw otherModerator()
  return row
}

const timed: readonly ModerationAct[] = ['mute', 'suspend']

async function record(
  sql: Sql,
  report: LockedReport,
  moderatorId: string,
  action: ModerationAct,
  { reason, seconds }: ModerationDecision,
): Promise<void> {
  const lasts = timed.includes(action) ? (seconds ?? null) : null
  // The actions of one decision have one transaction. By its time alone, they would have no order.
  await sql`
    insert into private.moderation_actions
      (report_id, action, reason, subject_id, message_id, conversation_id, post_id, moderator_id, ends_at, created_at)
    values (${report.id}, ${action}, ${reason}, ${report.subject_id}, ${report.message_id},
      ${report.conversation_id}, ${report.post_id}, ${moderatorId}, now() + ${lasts}::int * interval '1 second',
      clock_timestamp())`
  await auditModeration(sql, {
    action,
    reason: report.reason,
    subjectId: report.subject_id,
    moderatorId,
    details: reason,
  })
}

/** Takes an action of any moderator back. */
export async function undo(
  sql: Database,
  moderatorId: string,
  actionId: string,
  reason: string,
): Promise<Consequences> {
  await requireModerator(sql, moderatorId)
  return sql.begin(async (tx) => {
    const consequences = noConsequences()
    await undoAction(tx, moderatorId, actionId, reason, consequences)
    return consequences
  })
}
