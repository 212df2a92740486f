import type { ModerationNotice } from '../../wire/moderation/notices.ts'
import { actorsOf } from '../aliases/actors.ts'
import type { Database, Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { isoTime } from '../database/iso-time.ts'
import { notFound } from '../refusal.ts'

const noticeJson = perName((sql, alias: string) => {
  const a = sql(alias)
  return sql`
  json_build_object('id', ${a}.id, 'action', ${a}.action, 'reason', ${a}.reason,
    'is_post', ${a}.post_id is not null,
    'created_at', ${isoTime(sql, `${alias}.created_at`)}, 'ends_at', ${isoTime(sql, `${alias}.ends_at`)},
    'read_at', ${isoTime(sql, `${alias}.read_at`)}, 'may_appeal', ${a}.appealed_at is null)`
})

/** Moderators stay unnamed to the people they act on. What was done to an alias is told to the person behind it. */
const wasTold = (sql: Sql, userId: string) => sql`
  a.subject_id = any(${actorsOf(sql, userId)})
  and a.action in ('warn', 'mute', 'suspend', 'hide', 'delete', 'remove')`

const isTold = (sql: Sql, userId: string) => sql`${wasTold(sql, userId)} and a.undone_at is null`

/** What this person has not confirmed yet, and what holds now. */
export async function noticesOf(sql: Sql, userId: string): Promise<ModerationNotice[]> {
  const rows = await sql<{ notice: ModerationNotice }[]>`
    select ${noticeJson(sql, 'a')} as notice from private.moderation_actions a
    where ${isTold(sql, userId)} and case
      when a.action in ('mute', 'suspend') then coalesce(a.ends_at > now(), true)
      else a.read_at is null
    end
    order by a.created_at limit 50`
  return rows.map(({ notice }) => notice)
}

/** The suspension that holds, for a person who cannot get in. */
export async function suspensionOf(sql: Sql, userId: string): Promise<ModerationNotice | null> {
  const [row] = await sql<{ notice: ModerationNotice }[]>`
    select ${noticeJson(sql, 'a')} as notice from private.moderation_actions a
    where ${isTold(sql, userId)} and a.action = 'suspend' and coalesce(a.ends_at > now(), true)
    order by a.ends_at desc nulls first limit 1`
  return row?.notice ?? null
}

/**
 * Notes that the person has read a notice. It works after the action was taken back too, because the first answer may
 * have been lost before that.
 */
export async function confirmNotice(sql: Sql, userId: string, noticeId: string): Promise<void> {
  const { count } = await sql`
    update private.moderation_actions a set read_at = coalesce(a.read_at, now())
    where a.id = ${noticeId} and ${wasTold(sql, userId)}`
  if (count === 0) throw notFound('notice')
}

/**
 * One appeal for each action. It stands in the queue like a report. The same text sent again is the same appeal, because
 * the first answer may have been lost.
 */
export async function appealAgainst(
  sql: Database,
  userId: string,
  noticeId: string,
  text: string,
): Promise<void> {
  await sql.begin(async (tx) => {
    const [action] = await tx<{ subject_id: string }[]>`
      update private.moderation_actions a set appealed_at = now(), read_at = coalesce(a.read_at, now())
      where a.id = ${noticeId} and ${isTold(tx, userId)} and a.appealed_at is null
      returning a.subject_id`
    if (action === undefined) {
      if (await hasAppealed(tx, userId, noticeId, text)) return
      throw notFound('notice')
    }
    // An alias appeals as the alias. The account would tell the moderator who is behind it.
    await tx`
      insert into public.reports (kind, reason, subject_id, action_id, draft)
      values ('appeal', 'appeal', ${action.subject_id}, ${noticeId}, ${tx.json({ text })})`
  })
}

/** It looks for the appeal and not for the action: a moderator may have granted the appeal before the person asks again. */
async function hasAppealed(
  sql: Sql,
  userId: string,
  noticeId: string,
  text: string,
): Promise<boolean> {
  const rows = await sql`
    select from public.reports
    where kind = 'appeal' and action_id = ${noticeId} and draft ->> 'text' = ${text}
      and subject_id = any(${actorsOf(sql, userId)})`
  return rows.length > 0
}
