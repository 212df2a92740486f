import { isOfDarkRoom } from '../../wire/ids.ts'
import type { ModerationDecision, Report } from '../../wire/moderation/moderation.ts'

export type Act = ModerationDecision['actions'][number]

/** What can be done with each kind of report. A post that a filter holds is a kind of its own. */
const byKind: Record<Report['kind'] | 'post_in_review', readonly Act[]> = {
  message: ['dismiss', 'hide', 'delete', 'warn', 'mute', 'suspend', 'remove'],
  person: ['dismiss', 'warn', 'mute', 'suspend'],
  post: ['dismiss', 'hide', 'delete', 'warn', 'mute', 'suspend'],
  post_in_review: ['release', 'hide', 'delete', 'warn', 'mute', 'suspend'],
  review: ['release', 'dismiss', 'warn', 'mute', 'suspend'],
  appeal: ['dismiss', 'release'],
}

/** The report is about an alias of a dark room. */
export const isAboutAlias = ({ subject }: Pick<Report, 'subject'>): boolean =>
  subject !== null && isOfDarkRoom(subject.id)

const isPostInReview = ({ kind, reason }: Pick<Report, 'kind' | 'reason'>) =>
  kind === 'post' && reason === 'filter'

/** A suspended alias would tell the moderator which account goes, so the relay refuses that. */
export const offeredFor = (report: Pick<Report, 'kind' | 'reason' | 'subject'>): readonly Act[] =>
  byKind[isPostInReview(report) ? 'post_in_review' : report.kind].filter(
    (act) => act !== 'suspend' || !isAboutAlias(report),
  )
