import type { ModerationAct, ModerationDecision } from '../../wire/moderation/moderation.ts'
import type { Sql } from '../database/client.ts'
import { moderationRefusal } from '../messages/moderation-refusal.ts'
import { notFound } from '../refusal.ts'
import type { LockedReport } from './acting.ts'
import { isOwnReport, notAbout, ownReport } from './impartial.ts'
import { otherModerator } from './queue.ts'

/** Actions that last for the seconds of their decision. */
export const timed: readonly ModerationAct[] = ['mute', 'suspend']

interface Locked extends LockedReport {
  version: number
  claimed_by: string | null
  isClaimed: boolean
  isDecided: boolean
  isTakenBack: boolean
}

/** Locks a report for a decision. A sender who takes the message back at the same moment waits for it. */
export async function lockReport(sql: Sql, moderatorId: string, reportId: string): Promise<Locked> {
  const [row] = await sql<(Locked & { own: boolean })[]>`
    select id, kind, reason, subject_id, message_id, conversation_id, post_id, action_id, draft,
      version::int, claimed_by, claimed_until > now() as "isClaimed",
      decided_at is not null as "isDecided", taken_back_at is not null as "isTakenBack",
      ${isOwnReport(sql, 'r', moderatorId)} as own
    from public.reports r
    where id = ${reportId} and ${notAbout(sql, moderatorId)}
    for update`
  if (row === undefined) throw notFound('report')
  if (row.own) throw ownReport()
  return row
}

/** @throws Refusal `taken_back` when the sender was first, and `other_moderator` when it is not as the moderator saw it */
export function requireClaim(report: Locked, moderatorId: string, version: number): void {
  if (report.isTakenBack) throw moderationRefusal('taken_back')
  const { isDecided, isClaimed, claimed_by } = report
  const isMine = !isDecided && isClaimed && claimed_by === moderatorId && report.version === version
  if (!isMine) throw otherModerator()
}

/** Whether this moderator has made this very decision already: its answer was lost. */
export async function isRepeat(
  sql: Sql,
  { id, isDecided, claimed_by, version }: Locked,
  moderatorId: string,
  decision: ModerationDecision,
): Promise<boolean> {
  const { actions, reason, seconds = null } = decision
  if (!isDecided || claimed_by !== moderatorId || version !== decision.version + 1) return false
  const done = await sql<{ action: ModerationAct; isSame: boolean }[]>`
    select a.action, a.reason = ${reason} and a.ends_at is not distinct from (
        case when a.action = any(${timed}) then r.decided_at + ${seconds}::int * interval '1 second' end
      ) as "isSame"
    from private.moderation_actions a join public.reports r on r.id = a.report_id
    where a.report_id = ${id}`
  const wanted = new Set<ModerationAct>(actions)
  return (
    done.length === wanted.size && done.every(({ action, isSame }) => isSame && wanted.has(action))
  )
}
