import { isOfDarkRoom } from '../../wire/ids.ts'
import type { ModerationAct, ModerationDecision } from '../../wire/moderation/moderation.ts'
import type { Message } from '../../wire/messages.ts'
import type { Sql } from '../database/client.ts'
import { removeByModerator } from '../groups/remove-by-moderator.ts'
import { storeChange } from '../messages/change-message.ts'
import { eraseMessage } from '../messages/delete.ts'
import { messageForAll } from '../messages/store/message-json.ts'
import type { NewMessage } from '../messages/store/new-message.ts'
import { lockConversation } from '../messages/store/write-messages.ts'
import { emptyPost } from '../posts/change.ts'
import { hidePost, showPost } from '../posts/hide.ts'
import { notFound, Refusal } from '../refusal.ts'
import { endSession } from '../session/end-session.ts'
import { takeTurn } from '../session/session-rows.ts'
import type { Consequences } from './consequences.ts'
import { undoAction } from './undo.ts'

/** A report that its moderator has locked, with what an action needs. */
export interface LockedReport {
  id: string
  kind: 'message' | 'person' | 'post' | 'review' | 'appeal'
  reason: string
  subject_id: string | null
  message_id: string | null
  conversation_id: string | null
  post_id: string | null
  action_id: string | null
  draft: Omit<NewMessage, 'conversation_id' | 'sender_id'> | null
}

export interface Acting {
  sql: Sql
  report: LockedReport
  moderatorId: string
  decision: ModerationDecision
  /** Collects what has to be announced. */
  consequences: Consequences
}

/** What each action does, beyond its row and its line in the audit log. */
export const acts: Record<Exclude<ModerationAct, 'unmask'>, (acting: Acting) => Promise<void>> = {
  dismiss: async () => undefined,
  hide: (acting) =>
    acting.report.post_id === null
      ? changeReported(acting, hide)
      : changeReportedPost(acting, hideReportedPost),
  delete: (acting) =>
    acting.report.post_id === null
      ? changeReported(acting, erase)
      : changeReportedPost(acting, erasePost),
  async warn(acting) {
    acting.consequences.told.push(subjectOf(acting))
  },
  async mute(acting) {
    const { sql, decision } = acting
    await sql`
      insert into private.restrictions as r (account_id, muted_until)
      values (${subjectOf(acting)}, now() + ${decision.seconds ?? 0} * interval '1 second')
      on conflict (account_id) do update
        set muted_until = greatest(r.muted_until, excluded.muted_until)`
    await sql`select private.note_judged_authors()`
    acting.consequences.told.push(subjectOf(acting))
  },
  suspend,
  async remove(acting) {
    const { sql, report, consequences } = acting
    if (report.conversation_id === null) throw impossible()
    consequences.removals.push(
      await removeByModerator(sql, report.conversation_id, subjectOf(acting)),
    )
    consequences.told.push(subjectOf(acting))
  },
  release,
}

const impossible = () => new Refusal('conflict', 'This action does not fit this report.')

/** The account, or the alias of a dark room. What is done to an alias concerns that room alone. */
function subjectOf({ report }: Acting): string {
  if (report.subject_id === null) throw impossible()
  return report.subject_id
}

/** Changes the reported message under the lock of its conversation, so that order of `ver` is order of commit. */
async function changeReported(
  acting: Acting,
  change: (acting: Acting, message: Message) => Promise<Message[]>,
): Promise<void> {
  const { sql, report, consequences } = acting
  if (report.message_id === null || report.conversation_id === null) throw impossible()
  await lockConversation(sql, report.conversation_id)
  const [row] = await sql<{ message: Message }[]>`
    select ${messageForAll(sql, 'm')} as message from public.messages m where m.id = ${report.message_id}`
  if (row === undefined) throw notFound('message')
  consequences.changed.push(...(await change(acting, row.message)))
  if (report.subject_id !== null) consequences.told.push(report.subject_id)
}

/** A post that is gone stays gone, and its author is told all the same. */
async function changeReportedPost(
  acting: Acting,
  change: (sql: Sql, postId: string) => Promise<string[]>,
): Promise<void> {
  const { sql, report, consequences } = acting
  if (report.post_id === null) throw impossible()
  consequences.posts.push({ conversationIds: await change(sql, report.post_id) })
  if (report.subject_id !== null) consequences.told.push(report.subject_id)
}

const hideReportedPost = (sql: Sql, postId: string) => hidePost(sql, postId, 'moderator')

/** The mark stays with the deleted post: no other application can bring it back. No conversation shows its title. */
async function erasePost(sql: Sql, postId: string): Promise<string[]> {
  await sql`update public.posts set hidden_because = 'moderator', title = '' where id = ${postId}`
  return emptyPost(sql, postId)
}

async function erase({ sql, moderatorId }: Acting, message: Message): Promise<Message[]> {
  return message.deleted_at === null ? eraseMessage(sql, moderatorId, message) : []
}

/** The body moves to a table that nobody but the relay reads. */
async function hide({ sql, moderatorId }: Acting, message: Message): Promise<Message[]> {
  if (message.deleted_at !== null || message.hidden_at) return []
  await sql`
    insert into private.hidden_messages (message_id, body, mentions, mention_names)
    select id, body, mentions, mention_names from public.messages where id = ${message.id}`
  const hidden = await storeChange(
    sql,
    moderatorId,
    message.id,
    sql`, body = '', mentions = '{}', hidden_at = date_trunc('milliseconds', clock_timestamp())`,
  )
  return [hidden]
}

/** The sign-in is refused first. A bridge that runs meanwhile waits for the turn, and then finds the suspension. */
async function suspend(acting: Acting): Promise<void> {
  const { sql, decision } = acting
  const userId = subjectOf(acting)
  if (isOfDarkRoom(userId)) {
    // A moderator would see which account is gone, and so who was behind the alias.
    throw new Refusal('conflict', 'An alias cannot be suspended. Mute it, remove it, or unmask it.')
  }
  await takeTurn(sql, userId)
  await sql`
    insert into private.restrictions as r (account_id, suspended_until)
    values (${userId},
      coalesce(now() + ${decision.seconds ?? null}::int * interval '1 second', 'infinity'))
    on conflict (account_id) do update
      set suspended_until = greatest(r.suspended_until, excluded.suspended_until)`
  const sessions = await sql<{ id: string; userId: string }[]>`
    select id, user_id as "userId" from public.user_sessions
    where user_id = ${userId} and revoked_at is null order by id for update`
  for (const session of sessions) await endSession(sql, session, 'suspended', null)
}

/** A message that waited is sent, a post that a filter held is shown, or the action of an appeal is taken back. */
async function release(acting: Acting): Promise<void> {
  const { sql, report, moderatorId, decision, consequences } = acting
  if (report.kind === 'appeal' && report.action_id !== null) {
    await undoAction(sql, moderatorId, report.action_id, decision.reason, consequences)
  } else if (report.kind === 'review' && report.draft !== null && report.conversation_id !== null) {
    const { client_id, body, reply_to, thread_root } = report.draft
    const draft = { client_id, body, reply_to, thread_root }
    const { conversation_id } = report
    consequences.released.push({ ...draft, conversation_id, sender_id: subjectOf(acting) })
  } else if (report.kind === 'post' && report.post_id !== null) {
    consequences.posts.push({ conversationIds: await showPost(sql, report.post_id, 'filter') })
  } else throw impossible()
}
