import type { MessageFilter } from '../../wire/moderation/filters.ts'
import type { Database, Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'
import { auditModeration } from './audit.ts'
import { requireModerator } from './moderators.ts'

/** Each filter is tried on each message. */
const MAX_FILTERS = 500

const columns = (sql: Sql) => sql`id, kind, value, action`

export async function listFilters(sql: Sql, userId: string): Promise<MessageFilter[]> {
  await requireModerator(sql, userId)
  return sql<MessageFilter[]>`
    select ${columns(sql)} from private.message_filters order by kind, value`
}

/** The same value again gets the new action. It works on all relays from the next message on. */
export async function addFilter(
  sql: Database,
  userId: string,
  { kind, value, action }: Omit<MessageFilter, 'id'>,
): Promise<MessageFilter> {
  await requireModerator(sql, userId)
  return sql.begin(async (tx) => {
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*)::int as count from private.message_filters`
    if (count >= MAX_FILTERS) {
      throw new Refusal('conflict', `An installation has ${MAX_FILTERS} filters at most.`)
    }
    const [filter] = await tx<MessageFilter[]>`
      insert into private.message_filters (kind, value, action, created_by)
      values (${kind}, private.filtered_text(${value}), ${action}, ${userId})
      on conflict (kind, value) do update set action = excluded.action
      returning ${columns(tx)}`
    await tx`select private.note_judged_authors()`
    await note(tx, userId, 'filter_added', filter!)
    return filter!
  })
}

export async function removeFilter(sql: Database, userId: string, filterId: string): Promise<void> {
  await requireModerator(sql, userId)
  await sql.begin(async (tx) => {
    const [gone] = await tx<MessageFilter[]>`
      delete from private.message_filters where id = ${filterId} returning ${columns(tx)}`
    if (gone === undefined) throw notFound('filter')
    await tx`select private.note_judged_authors()`
    await note(tx, userId, 'filter_removed', gone)
  })
}

const note = (sql: Sql, moderatorId: string, action: string, { kind, value }: MessageFilter) =>
  auditModeration(sql, { action, reason: kind, subjectId: null, moderatorId, details: value })

/** The filters that this text would meet. Nothing is stored. */
export async function testFilters(
  sql: Sql,
  userId: string,
  body: string,
): Promise<MessageFilter[]> {
  await requireModerator(sql, userId)
  return sql<MessageFilter[]>`select ${columns(sql)} from private.filters_met(${body})`
}
