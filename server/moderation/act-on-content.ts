import type { Message } from '../../wire/messages.ts'
import type { Sql } from '../database/client.ts'
import { storeChange } from '../messages/change-message.ts'
import { eraseMessage } from '../messages/delete.ts'
import { messageForAll } from '../messages/store/message-json.ts'
import { lockConversation } from '../messages/store/write-messages.ts'
import { emptyPost } from '../posts/change.ts'
import { hidePost } from '../posts/hide.ts'
import { notFound } from '../refusal.ts'
import { impossible, type Acting } from './acting.ts'

/** Hides the reported message or post. */
export const hideContent = (acting: Acting): Promise<void> =>
  acting.report.post_id === null
    ? changeReported(acting, hide)
    : changeReportedPost(acting, hideReportedPost)

/** Deletes the reported message or post. */
export const deleteContent = (acting: Acting): Promise<void> =>
  acting.report.post_id === null
    ? changeReported(acting, erase)
    : changeReportedPost(acting, erasePost)

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
