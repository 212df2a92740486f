import type { Post, PostCreate } from '../../wire/posts.ts'
import type { Database } from '../database/client.ts'
import { isDeparting } from '../people/departing.ts'
import { makeCounted } from '../people/new-account.ts'
import { notFound } from '../refusal.ts'
import { holdForReview, mustBeReviewed } from './filter.ts'
import { postOf } from './list.ts'

/** A new post. `isNew` is false when an earlier attempt with the same `client_id` made it. */
export async function createPost(
  sql: Database,
  userId: string,
  { title, body, client_id }: PostCreate,
): Promise<{ post: Post; isNew: boolean }> {
  const needsReview = await mustBeReviewed(sql, { title, body }, userId)
  const key = client_id === undefined ? null : `${userId}:${client_id}`
  const madeId = await makeCounted(sql, userId, 'posts', async (tx) => {
    const [made] = await tx<{ id: string }[]>`
      insert into public.posts (author_id, title, body, creation_key)
      select ${userId}, ${title}, ${body}, ${key} where not ${isDeparting(tx, tx`${userId}::uuid`)}
      on conflict (creation_key) where creation_key is not null do nothing returning id`
    if (made !== undefined && needsReview) await holdForReview(tx, made.id)
    return made?.id
  })
  if (madeId !== undefined) return { post: await postOf(sql, userId, madeId), isNew: true }
  const [earlier] = await sql<{ id: string }[]>`
    select id from public.posts where creation_key = ${key}`
  if (earlier === undefined) throw notFound('post')
  return { post: await postOf(sql, userId, earlier.id), isNew: false }
}
