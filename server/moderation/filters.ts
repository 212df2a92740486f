import type { MessageFilter } from '../../wire/moderation/filters.ts'
import type { Database, Sql } from '../database/client.ts'
import { judgedText } from '../messages/store/judged-text.ts'
import { Refusal } from '../refusal.ts'
import { auditModeration } from './audit.ts'
import { requireModerator } from './moderators.ts'

/** Each filter is tried on each message. */
const MAX_FILTERS = 500
const [MIN_VALUE, MAX_VALUE] = [2, 200]

const columns = (sql: Sql) => sql`id, kind, value, action`

export async function listFilters(sql: Sql, userId: string): Promise<MessageFilter[]> {
  await requireModerator(sql, userId)
  return sql<MessageFilter[]>`
    select ${columns(sql)} from private.message_filters order by kind, value`
}

/**
 * The same value again gets the new action. A repeat, as after a lost answer, changes nothing, and the audit log has no
 * second line. It works on all relays from the next message on.
 */
export async function addFilter(
  sql: Database,
  userId: string,
  draft: Omit<MessageFilter, 'id'>,
): Promise<MessageFilter> {
  await requireModerator(sql, userId)
  await requireFit(sql, draft.value)
  return sql.begin(async (tx) => {
    const [added] = await tx<MessageFilter[]>`
      insert into private.message_filters (kind, value, action, created_by)
      values (${draft.kind}, private.filtered_text(${draft.value}), ${draft.action}, ${userId})
      on conflict (kind, value) do nothing
      returning ${columns(tx)}`
    if (added === undefined) return changeAction(tx, userId, draft)
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*)::int as count from private.message_filters`
    if (count > MAX_FILTERS) {
      throw new Refusal('conflict', `An installation has ${MAX_FILTERS} filters at most.`)
    }
    await tx`select private.note_judged_authors()`
    await note(tx, userId, 'filter_added', added)
    return added
  })
}

/** The text that is compared can be longer or shorter than what was typed: `ﷺ` stands for eighteen letters. */
async function requireFit(sql: Sql, value: string): Promise<void> {
  const [row] = await sql<{ fits: boolean }[]>`
    select char_length(private.filtered_text(${value})) between ${MIN_VALUE} and ${MAX_VALUE} as fits`
  if (row?.fits !== true) {
    throw new Refusal(
      'invalid_request',
      `value: A filter has ${MIN_VALUE} to ${MAX_VALUE} characters.`,
    )
  }
}

async function changeAction(
  sql: Sql,
  userId: string,
  { kind, value, action }: Omit<MessageFilter, 'id'>,
): Promise<MessageFilter> {
  const [row] = await sql<{ filter: MessageFilter; before: string }[]>`
    update private.message_filters f set action = ${action}
    from (
      select id, action from private.message_filters
      where kind = ${kind} and value = private.filtered_text(${value}) for update
    ) old
    where f.id = old.id
    returning jsonb_build_object('id', f.id, 'kind', f.kind, 'value', f.value, 'action', f.action) as filter,
      old.action as before`
  if (row === undefined) throw new Refusal('conflict', 'Another moderator has just removed it.')
  if (row.before !== action) await note(sql, userId, 'filter_added', row.filter)
  return row.filter
}

/** A filter that is gone needs no second removal, so the repeat of a lost answer is no fault. */
export async function removeFilter(sql: Database, userId: string, filterId: string): Promise<void> {
  await requireModerator(sql, userId)
  await sql.begin(async (tx) => {
    const [gone] = await tx<MessageFilter[]>`
      delete from private.message_filters where id = ${filterId} returning ${columns(tx)}`
    if (gone === undefined) return
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
  return sql<MessageFilter[]>`select ${columns(sql)} from private.filters_met(${judgedText(body)})`
}
