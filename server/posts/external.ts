import { z } from 'zod'
import type { ExternalAddress, ExternalPut, Post } from '../../wire/posts.ts'
import { id } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { personIdByEmail, personIdById } from '../people/lookup.ts'
import { notFound, Refusal } from '../refusal.ts'
import { closedAt, emptyPost, requireShown } from './change.ts'
import { numberConversationsOf, type ChangedPost } from './conversations.ts'
import { holdForReview, mustBeReviewed } from './filter.ts'
import type { HiddenBecause } from './hide.ts'
import { externalPostOf } from './list.ts'

type Linked = ChangedPost & { post: Post; isNew: boolean }

interface Known {
  id: string
  author_id: string | null
  title: string
  url: string | null
  closed: boolean
  deleted: boolean
  hidden: HiddenBecause | null
}

/**
 * Makes the post of another application, or gives it this state. The same call again changes nothing. A post that was
 * deleted comes back, with its conversations.
 */
export function putExternalPost(
  sql: Database,
  address: ExternalAddress,
  { title, url, author, closed }: ExternalPut,
): Promise<Linked> {
  return sql.begin(async (tx) => {
    const authorId = await authorOf(tx, author)
    const made = await tx`
      insert into public.posts (author_id, title, url, external_type, external_id, closed_at)
      values (${authorId}, ${title}, ${url}, ${address.type}, ${address.id},
        case when ${closed}::boolean then now() end)
      on conflict (external_type, external_id) do nothing returning id`
    const [madeId] = made.map(({ id }) => id as string)
    if (madeId !== undefined) {
      if (await mustBeReviewed(tx, { title, url }, null)) await holdForReview(tx, madeId)
      return { post: await externalPostOf(tx, authorId, address), conversationIds: [], isNew: true }
    }
    const was = await lock(tx, address)
    // The conversations are with the author of before. Another author must not appear in their place.
    if (was.author_id !== null && was.author_id !== authorId) {
      throw new Refusal('conflict', 'This post has another author.')
    }
    const isText = was.deleted || was.title !== title || was.url !== url
    const isSame = !isText && was.closed === closed
    // A post that a moderator took away does not come back by another call.
    if (isText && !(was.deleted && was.hidden === 'filter')) requireShown(was.hidden)
    const needsReview = isText && (await mustBeReviewed(tx, { title, url }, null))
    if (!isSame) {
      await tx`
        update public.posts
        set author_id = ${authorId}, deleted_at = null, changed_at = now(),
          title = case when hidden_text is null then ${title} else title end,
          url = case when hidden_text is null then ${url} end,
          hidden_because = case when hidden_text is not null then hidden_because end,
          closed_at = ${closedAt(tx, closed)}
        where id = ${was.id}`
    }
    if (needsReview) await holdForReview(tx, was.id, was.title)
    const conversationIds = isSame ? [] : await numberConversationsOf(tx, was.id)
    return { post: await externalPostOf(tx, authorId, address), conversationIds, isNew: false }
  })
}

/** Closes or reopens the post of another application. */
export function closeExternalPost(
  sql: Database,
  address: ExternalAddress,
  closed: boolean,
): Promise<ChangedPost & { post: Post }> {
  return sql.begin(async (tx) => {
    const was = await lock(tx, address)
    if (was.deleted || was.author_id === null) throw notFound('post')
    if (was.closed !== closed) {
      await tx`
        update public.posts set closed_at = ${closedAt(tx, closed)}, changed_at = now()
        where id = ${was.id}`
    }
    const conversationIds = was.closed === closed ? [] : await numberConversationsOf(tx, was.id)
    return { post: await externalPostOf(tx, was.author_id, address), conversationIds }
  })
}

/** Deletes the post of another application. A post that is not there is deleted already. */
export function deleteExternalPost(sql: Database, address: ExternalAddress): Promise<ChangedPost> {
  return sql.begin(async (tx) => {
    const was = await find(tx, address)
    if (was === undefined || was.deleted) return { conversationIds: [] }
    return { conversationIds: await emptyPost(tx, was.id) }
  })
}

async function authorOf(sql: Sql, author: string): Promise<string> {
  const isId = z.safeParse(id, author).success
  const authorId = isId ? await personIdById(sql, author) : await personIdByEmail(sql, author)
  if (authorId === null) throw notFound('person')
  return authorId
}

async function find(
  tx: Sql,
  { type, id: externalId }: ExternalAddress,
): Promise<Known | undefined> {
  const [post] = await tx<Known[]>`
    select id, author_id, coalesce(hidden_text ->> 'title', title) as title,
      coalesce(hidden_text ->> 'url', url) as url,
      hidden_because as hidden, closed_at is not null as closed, deleted_at is not null as deleted
    from public.posts where external_type = ${type} and external_id = ${externalId} for update`
  return post
}

async function lock(tx: Sql, address: ExternalAddress): Promise<Known> {
  const post = await find(tx, address)
  if (post === undefined) throw notFound('post')
  return post
}
