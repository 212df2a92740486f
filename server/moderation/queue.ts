import { z } from 'zod'
import type {
  Report,
  ReportDetails,
  ReportList,
  ReportsQuery,
} from '../../wire/moderation/moderation.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { moderationRefusal } from '../messages/moderation-refusal.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { notFound, Refusal } from '../refusal.ts'
import { waitingFiles } from './copies.ts'
import { isOwnReport, notAbout, requireImpartial } from './impartial.ts'
import { requireModerator } from './moderators.ts'
import { actionJson, reportJson } from './report-json.ts'

const PAGE = 30
/** A claim holds for this long. After that another moderator may take the report. */
const CLAIM = '15 minutes'

const place = z.tuple([z.int(), id])

const waits = (sql: Sql) => sql`
  r.decided_at is null and (r.claimed_until is null or r.claimed_until <= now())`

export const otherModerator = () =>
  new Refusal('other_moderator', 'Another moderator has claimed or decided this.')

export async function listReports(
  sql: Sql,
  userId: string,
  { state, cursor }: ReportsQuery,
): Promise<ReportList> {
  await requireModerator(sql, userId)
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const isDone = state === 'done'
  const time = isDone ? sql`r.decided_at` : sql`r.created_at`
  const chosen = {
    open: sql`r.decided_at is null`,
    mine: sql`r.decided_at is null and r.claimed_by = ${userId} and r.claimed_until > now()`,
    done: sql`r.decided_at is not null`,
  }[state]
  const order = isDone ? sql`desc` : sql`asc`
  const beyond = isDone ? sql`<` : sql`>`
  const rows = await sql<{ report: Report; place: z.infer<typeof place> }[]>`
    select ${reportJson(sql, 'r', userId)} as report,
      json_build_array((extract(epoch from ${time}) * 1000000)::bigint, r.id) as place
    from public.reports r
    where ${chosen} and ${notAbout(sql, userId)} and ${
      after === undefined
        ? sql`true`
        : sql`(${time}, r.id) ${beyond} (
            timestamptz 'epoch' + ${after[0]}::bigint * interval '1 microsecond', ${after[1]}::uuid)`
    }
    order by ${time} ${order}, r.id ${order} limit ${PAGE + 1}`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    items: rows.slice(0, PAGE).map(({ report }) => report),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

/** Claims the oldest report that waits and is not the moderator's own. Two moderators at once get two reports. */
export async function claimNext(sql: Sql, userId: string): Promise<Report | null> {
  await requireModerator(sql, userId)
  const [row] = await sql<{ report: Report }[]>`
    update public.reports r
    set claimed_by = ${userId}, claimed_until = now() + ${CLAIM}::interval, version = r.version + 1
    where r.id = (
      select r.id from public.reports r
      where ${waits(sql)} and ${notAbout(sql, userId)} and not ${isOwnReport(sql, 'r', userId)}
      order by r.created_at, r.id limit 1 for update skip locked
    )
    returning ${reportJson(sql, 'r', userId)} as report`
  return row?.report ?? null
}

/** Claims one report, or claims it for longer. */
export async function claimReport(sql: Sql, userId: string, reportId: string): Promise<Report> {
  await requireModerator(sql, userId)
  const [row] = await sql<{ report: Report }[]>`
    update public.reports r
    set claimed_by = ${userId}, claimed_until = now() + ${CLAIM}::interval, version = r.version + 1
    where r.id = ${reportId} and ${notAbout(sql, userId)} and not ${isOwnReport(sql, 'r', userId)}
      and r.decided_at is null
      and (r.claimed_until is null or r.claimed_until <= now() or r.claimed_by = ${userId})
    returning ${reportJson(sql, 'r', userId)} as report`
  if (row !== undefined) return row.report
  await requireImpartial(sql, userId, reportId)
  const [taken] = await sql`
    select from public.reports where id = ${reportId} and taken_back_at is not null`
  throw taken === undefined ? otherModerator() : moderationRefusal('taken_back')
}

/** Gives a claimed report back, so that others need not wait. */
export async function giveBack(sql: Sql, userId: string, reportId: string): Promise<void> {
  await requireModerator(sql, userId)
  await sql`
    update public.reports r set claimed_by = null, claimed_until = null, version = r.version + 1
    where r.id = ${reportId} and r.claimed_by = ${userId} and r.decided_at is null`
}

/** A report with its copies, what reporters said, and the history of the person. Nobody learns who reported. */
export async function reportDetails(
  sql: Sql,
  userId: string,
  reportId: string,
): Promise<ReportDetails> {
  await requireModerator(sql, userId)
  const [row] = await sql<{ report: Report; rest: Omit<ReportDetails, keyof Report> }[]>`
    select ${reportJson(sql, 'r', userId)} as report, json_build_object(
      'context', r.context, 'post', r.post,
      'text', coalesce(r.draft ->> 'body', r.draft ->> 'text'),
      'files', ${waitingFiles(sql, 'r')},
      'notes', coalesce((
        select json_agg(json_build_object('reason', n.reason, 'note', n.note,
          'created_at', ${isoTime(sql, 'n.created_at')}) order by n.created_at)
        from (select * from private.report_notes where report_id = r.id order by created_at limit 20) n
      ), '[]'),
      'actions', coalesce((
        select json_agg(${actionJson(sql, 'a')} order by a.created_at)
        from private.moderation_actions a where a.report_id = r.id
      ), '[]'),
      'appealed', (select ${actionJson(sql, 'a')} from private.moderation_actions a where a.id = r.action_id),
      'earlier', coalesce((
        select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'reason', e.reason,
          'created_at', ${isoTime(sql, 'e.created_at')}, 'decided_at', ${isoTime(sql, 'e.decided_at')})
          order by e.created_at desc)
        from (
          select * from public.reports
          where subject_id = r.subject_id and id <> r.id and taken_back_at is null
          order by created_at desc limit 20
        ) e
      ), '[]'),
      'earlier_actions', coalesce((
        select json_agg(${actionJson(sql, 'a')} order by a.created_at desc)
        from (
          select * from private.moderation_actions
          where subject_id = r.subject_id and action <> 'dismiss' and report_id is distinct from r.id
          order by created_at desc limit 20
        ) a
      ), '[]')
    ) as rest
    from public.reports r where r.id = ${reportId} and ${notAbout(sql, userId)}`
  if (row === undefined) throw notFound('report')
  return { ...row.report, ...row.rest }
}
