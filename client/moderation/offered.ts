import { isOfDarkRoom } from '../../wire/ids.ts'
import type { ModerationDecision, Report } from '../../wire/moderation/moderation.ts'

export type Act = ModerationDecision['actions'][number]

/** What can be done with each kind of report. */
const byKind: Record<Report['kind'], readonly Act[]> = {
  message: ['dismiss', 'hide', 'delete', 'warn', 'mute', 'suspend', 'remove'],
  person: ['dismiss', 'warn', 'mute', 'suspend'],
  review: ['release', 'dismiss', 'warn', 'mute', 'suspend'],
  appeal: ['dismiss', 'release'],
}

/** The report is about an alias of a dark room. */
export const isAboutAlias = ({ subject }: Pick<Report, 'subject'>): boolean =>
  subject !== null && isOfDarkRoom(subject.id)

/** A suspended alias would tell the moderator which account goes, so the relay refuses that. */
export const offeredFor = (report: Pick<Report, 'kind' | 'subject'>): readonly Act[] =>
  byKind[report.kind].filter((act) => act !== 'suspend' || !isAboutAlias(report))
