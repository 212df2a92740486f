import type { Post, PostCreate } from '../../wire/posts.ts'
import type { Sql } from '../database/client.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { isDeparting } from '../people/departing.ts'
import { notFound } from '../refusal.ts'
import { postOf } from './list.ts'

/** A new post. `isNew` is false when an earlier attempt with the same `client_id` made it. */
export async function createPost(
  sql: Sql,
  userId: string,
  { title, body, client_id }: PostCreate,
): Promise<{ post: Post; isNew: boolean }> {
  await refuseByModeration(sql, userId, `${title}\n${body}`)
  const key = client_id === undefined ? null : `${userId}:${client_id}`
  const [made] = await sql<{ id: string }[]>`
    insert into public.posts (author_id, title, body, creation_key)
    select ${userId}, ${title}, ${body}, ${key} where not ${isDeparting(sql, sql`${userId}::uuid`)}
    on conflict (creation_key) where creation_key is not null do nothing returning id`
  if (made !== undefined) return { post: await postOf(sql, made.id), isNew: true }
  const [earlier] = await sql<{ id: string }[]>`
    select id from public.posts where creation_key = ${key}`
  if (earlier === undefined) throw notFound('post')
  return { post: await postOf(sql, earlier.id), isNew: false }
}
