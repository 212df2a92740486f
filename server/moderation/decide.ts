import type { ModerationAct, ModerationDecision } from '../../wire/moderation/moderation.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { acts, release } from './act.ts'
import type { LockedReport } from './acting.ts'
import { auditModeration } from './audit.ts'
import { noConsequences, type Consequences } from './consequences.ts'
import { isRepeat, lockReport, requireClaim, timed } from './locked-report.ts'
import { requireModerator } from './moderators.ts'
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
 * transaction. The same decision again, as after a lost answer, changes nothing.
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
    const report = await lockReport(tx, moderatorId, reportId)
    const consequences = noConsequences()
    const acting = { sql: tx, report, moderatorId, decision, consequences }
    if (await isRepeat(tx, report, moderatorId, decision)) {
      // A relay that was killed after the commit has not sent it. What was sent already is not sent again.
      const waits = report.kind === 'review' && 'client_id' in (report.draft ?? {})
      if (waits && decision.actions.includes('release')) await release(acting)
      return consequences
    }
    requireClaim(report, moderatorId, decision.version)
    for (const action of new Set(decision.actions)) {
      if (!fitting[kindOf(report)].includes(action)) {
        throw new Refusal('conflict', 'This action does not fit this report.')
      }
      await acts[action](acting)
      await record(tx, report, moderatorId, action, decision)
    }
    if (report.kind === 'review' && consequences.released.length === 0) {
      consequences.told.push(report.subject_id!)
    }
    await tx`
      update public.reports set decided_at = now(), version = version + 1 where id = ${reportId}`
    return { ...consequences, told: [...new Set(consequences.told)] }
  })
}

const kindOf = ({ kind, reason }: LockedReport) =>
  kind === 'post' && reason === 'filter' ? 'post_in_review' : kind

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
