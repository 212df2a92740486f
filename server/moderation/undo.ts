import type { PendingQuery, Row } from 'postgres'
import type { ModerationAct } from '../../wire/moderation/moderation.ts'
import { actorsOf } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { letJoinAgain } from '../groups/remove-by-moderator.ts'
import { storeChange } from '../messages/change-message.ts'
import { lockConversation } from '../messages/store/write-messages.ts'
import { hidePost, showPost } from '../posts/hide.ts'
import { notFound, Refusal } from '../refusal.ts'
import { auditModeration } from './audit.ts'
import type { Consequences } from './consequences.ts'
import { isOwnReport, ownReport } from './impartial.ts'
import { otherModerator } from './queue.ts'

interface Undone {
  action: ModerationAct
  subject_id: string | null
  message_id: string | null
  conversation_id: string | null
  post_id: string | null
}

/**
 * Takes an action back, in the transaction of the caller. A deleted message cannot come back. When another moderator did
 * the same, the effect stays: nobody takes back what another moderator did. The same moderator may ask twice, because the
 * first answer may have been lost.
 * @throws Refusal `other_moderator` when somebody else has taken it back already
 */
export async function undoAction(
  sql: Sql,
  moderatorId: string,
  actionId: string,
  reason: string,
  consequences: Consequences,
): Promise<void> {
  const [undone] = await sql<Undone[]>`
    update private.moderation_actions set undone_at = now(), undone_by = ${moderatorId}
    where id = ${actionId} and undone_at is null and not ${isOnOwnReport(sql, moderatorId)} and (subject_id = any(${actorsOf(sql, moderatorId)})) is not true
      and action in ('hide', 'warn', 'mute', 'suspend', 'remove')
    returning action, subject_id, message_id, conversation_id, post_id`
  if (undone === undefined) {
    const refusal = await whyNot(sql, moderatorId, actionId)
    if (refusal !== null) throw refusal
    return
  }
  await takeBack(sql, moderatorId, undone, consequences)
  if (undone.subject_id !== null) consequences.told.push(undone.subject_id)
  await auditModeration(sql, {
    action: `${undone.action}_undone`,
    reason: 'undone',
    subjectId: undone.subject_id,
    moderatorId,
    details: reason,
  })
}

/** Whether a row of `private.moderation_actions` was done on a report of this moderator. */
const isOnOwnReport = (sql: Sql, moderatorId: string) => sql`
  exists (
    select from public.reports r
    where r.id = moderation_actions.report_id and ${isOwnReport(sql, 'r', moderatorId)}
  )`

/** Null when this moderator has taken it back already: the answer was lost. */
async function whyNot(sql: Sql, moderatorId: string, actionId: string): Promise<Refusal | null> {
  const [row] = await sql<{ undone: boolean; own: boolean; mine: boolean }[]>`
    select undone_at is not null as undone, ${isOnOwnReport(sql, moderatorId)} as own,
      undone_by is not distinct from ${moderatorId} as mine
    from private.moderation_actions where id = ${actionId}`
  if (row === undefined) return notFound('action')
  if (row.own) return ownReport()
  if (row.undone && row.mine) return null
  return row.undone
    ? otherModerator()
    : new Refusal('conflict', 'This action cannot be taken back.')
}

async function takeBack(
  sql: Sql,
  moderatorId: string,
  undone: Undone,
  consequences: Consequences,
): Promise<void> {
  const { action, subject_id, message_id, conversation_id, post_id } = undone
  if (action === 'hide' && message_id !== null && conversation_id !== null) {
    await lockConversation(sql, conversation_id)
    if (await stillHolds(sql, sql`message_id = ${message_id} and action = 'hide'`)) return
    const shown = await showAgain(sql, moderatorId, message_id)
    if (shown !== null) consequences.changed.push(shown)
  }
  if (action === 'hide' && post_id !== null) {
    await sql`select from public.posts where id = ${post_id} for update`
    if (await stillHolds(sql, sql`post_id = ${post_id} and action = 'hide'`)) return
    if (await isInReview(sql, post_id)) await hidePost(sql, post_id, 'filter')
    else consequences.posts.push({ conversationIds: await showPost(sql, post_id, 'moderator') })
  }
  if (action === 'mute' || action === 'suspend') await restrictByWhatIsLeft(sql, subject_id!)
  if (action === 'remove' && conversation_id !== null) {
    await lockConversation(sql, conversation_id)
    const sameRemoval = sql`
      conversation_id = ${conversation_id} and subject_id = ${subject_id} and action = 'remove'`
    if (!(await stillHolds(sql, sameRemoval))) {
      await letJoinAgain(sql, conversation_id, subject_id!)
    }
  }
}

/**
 * Whether another moderator did the same, and nobody took that back. Each moderator locks the place first, and this is a
 * statement of its own: it sees what the one before committed.
 */
async function stillHolds(sql: Sql, same: PendingQuery<Row[]>): Promise<boolean> {
  const rows = await sql`
    select from private.moderation_actions where ${same} and undone_at is null limit 1`
  return rows.length > 0
}

/** Whether the post waits for a moderator because of a filter. */
async function isInReview(sql: Sql, postId: string): Promise<boolean> {
  const rows = await sql`
    select from public.reports
    where post_id = ${postId} and reason = 'filter' and decided_at is null and kind = 'post' limit 1`
  return rows.length > 0
}

/** Null when its author has deleted it meanwhile. */
async function showAgain(sql: Sql, moderatorId: string, messageId: string) {
  const [hidden] = await sql<{ body: string; mentions: string[]; mention_names: string[] }[]>`
    delete from private.hidden_messages where message_id = ${messageId} returning body, mentions, mention_names`
  if (hidden === undefined) return null
  return storeChange(
    sql,
    moderatorId,
    messageId,
    sql`, body = ${hidden.body}, mentions = ${hidden.mentions}::uuid[],
      mention_names = ${hidden.mention_names}::text[], hidden_at = null`,
  )
}

/**
 * Another mute or suspension of the same person may still hold. The row is locked by a statement of its own, so that the
 * next one sees what another moderator committed meanwhile.
 */
async function restrictByWhatIsLeft(sql: Sql, userId: string): Promise<void> {
  await sql`select from private.restrictions where account_id = ${userId} for update`
  await sql`
    update private.restrictions r set
      muted_until = (
        select max(a.ends_at) from private.moderation_actions a
        where a.subject_id = r.account_id and a.action = 'mute' and a.undone_at is null
      ),
      suspended_until = (
        select max(coalesce(a.ends_at, 'infinity')) from private.moderation_actions a
        where a.subject_id = r.account_id and a.action = 'suspend' and a.undone_at is null
      )
    where r.account_id = ${userId}`
  await sql`select private.note_judged_authors()`
}
