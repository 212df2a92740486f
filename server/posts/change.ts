import type { PostChange } from '../../wire/posts.ts'
import type { Database, Sql } from '../database/client.ts'
import { moderationRefusal } from '../messages/moderation-refusal.ts'
import { notFound, Refusal } from '../refusal.ts'
import { numberConversationsOf, type ChangedPost } from './conversations.ts'
import { holdForReview, mustBeReviewed } from './filter.ts'
import type { HiddenBecause } from './hide.ts'

/** Edits, closes or reopens a post of this person. A value that is the same as before is not announced. */
export function changePost(
  sql: Database,
  userId: string,
  postId: string,
  { title, body, closed }: PostChange,
): Promise<ChangedPost> {
  return sql.begin(async (tx) => {
    const was = await lockOwn(tx, userId, postId)
    const isText = title !== undefined || body !== undefined
    if (was.closed && isText && closed !== false) {
      throw new Refusal('conflict', 'The post is closed. Reopen it to edit it.')
    }
    if (isText) requireShown(was.hidden)
    const needsReview =
      (isText || closed === false) &&
      (await mustBeReviewed(tx, { title: title ?? was.title, body: body ?? was.body }, userId))
    await tx`
      update public.posts
      set title = ${title ?? was.title}, body = ${isText ? (body ?? was.body) : tx`body`}, changed_at = now(),
        closed_at = ${closedAt(tx, closed ?? was.closed)}
      where id = ${postId}`
    if (needsReview && was.hidden === null)
      return { conversationIds: await holdForReview(tx, postId, was.title) }
    const isSame = (title ?? was.title) === was.title && (closed ?? was.closed) === was.closed
    return { conversationIds: isSame ? [] : await numberConversationsOf(tx, postId) }
  })
}

/** Deletes a post of this person. Only its title stays, in the conversations about it. */
export function deletePost(sql: Database, userId: string, postId: string): Promise<ChangedPost> {
  return sql.begin(async (tx) => {
    await lockOwn(tx, userId, postId)
    return { conversationIds: await emptyPost(tx, postId) }
  })
}

/** What a post becomes that is deleted. The conversations about it are numbered. */
export async function emptyPost(tx: Sql, postId: string): Promise<string[]> {
  await tx`
    update public.posts
    set body = '', url = null, hidden_text = null, deleted_at = now(), changed_at = now()
    where id = ${postId}`
  return numberConversationsOf(tx, postId)
}

/** The value of `closed_at`: a post that was closed before keeps its time. */
export const closedAt = (sql: Sql, closed: boolean) => sql`
  case when ${closed}::boolean then coalesce(closed_at, now()) end`

interface OwnPost {
  title: string
  body: string
  closed: boolean
  hidden: HiddenBecause | null
  mine: boolean
  external: boolean
}

/** What a moderator reads, or has hidden, stays as it is. */
export function requireShown(hidden: HiddenBecause | null): void {
  if (hidden === 'filter') throw moderationRefusal('in_review')
  if (hidden === 'moderator') throw new Refusal('conflict', 'A moderator hid this post.')
}

/** Locks a post of this person. The post of another application is changed only by that application. */
async function lockOwn(tx: Sql, userId: string, postId: string) {
  const [post] = await tx<OwnPost[]>`
    select title, coalesce(hidden_text ->> 'body', body) as body, hidden_because as hidden, closed_at is not null as closed, author_id = ${userId} as mine,
      external_type is not null as external
    from public.posts
    where id = ${postId} and deleted_at is null for update`
  if (post === undefined) throw notFound('post')
  if (!post.mine) throw new Refusal('forbidden', 'Only the author changes a post.')
  if (post.external) {
    throw new Refusal('forbidden', 'This post is kept by another application. Change it there.')
  }
  return post
}
