import { actorsOf } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/** A moderator never sees a report about themselves, nor about an alias of their own. The report is a row `r`. */
export const notAbout = (sql: Sql, userId: string) => sql`
  (r.subject_id = any(${actorsOf(sql, userId)})) is not true`

/** Whether this person, or an alias of theirs, made a report. The report is a row with this name. */
export const isOwnReport = (sql: Sql, report: string, userId: string) => sql`
  exists (
    select from private.report_notes own
    where own.report_id = ${sql(report)}.id and own.reporter_id = any(${actorsOf(sql, userId)})
  )`

export const ownReport = () =>
  new Refusal('own_report', 'You reported this yourself. Another moderator decides about it.')

/**
 * Refuses a moderator who would act on a report of their own, or on one about themselves. Nobody is judge in their own
 * case.
 * @throws Refusal `not_found` or `own_report`
 */
export async function requireImpartial(sql: Sql, userId: string, reportId: string): Promise<void> {
  const [row] = await sql<{ isOwn: boolean }[]>`
    select ${isOwnReport(sql, 'r', userId)} as "isOwn" from public.reports r
    where r.id = ${reportId} and ${notAbout(sql, userId)}`
  if (row === undefined) throw notFound('report')
  if (row.isOwn) throw ownReport()
}
