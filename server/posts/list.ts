import { z } from 'zod'
import type { ExternalAddress, Post, PostList, PostsQuery } from '../../wire/posts.ts'
import { id } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { namesHaving } from '../people/names.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { notFound } from '../refusal.ts'
import { inShortTime } from '../short-time.ts'
import { postJson, postsThatAreThere } from './post-json.ts'

const PAGE = 50

/** The cursor of a page: when the post was made, in microseconds since 1970, and the id. */
const place = z.tuple([z.int(), id])
type Place = z.infer<typeof place>

/** A page of the board, newest first. A search may have to look at all posts. */
export function listPosts(sql: Database, userId: string, query: PostsQuery): Promise<PostList> {
  const isSearch = (query.q ?? '') !== ''
  return isSearch ? inShortTime(sql, (tx) => page(tx, userId, query)) : page(sql, userId, query)
}

async function page(
  sql: Sql,
  userId: string,
  { q = '', filter, cursor }: PostsQuery,
): Promise<PostList> {
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const rows = await sql<{ post: Post; place: Place }[]>`
    select ${postJson(sql)} as post,
      json_build_array((extract(epoch from p.created_at) * 1000000)::bigint, p.id) as place
    from ${postsThatAreThere(sql, userId)}
    where p.deleted_at is null and ${isListed(sql, userId, filter)}
      and ${after === undefined ? sql`true` : isAfter(sql, after)}
      and ${q === '' ? sql`true` : isAbout(sql, q)}
    order by p.created_at desc, p.id desc limit ${PAGE + 1}`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    items: rows.slice(0, PAGE).map(({ post }) => post),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

function isListed(sql: Sql, userId: string, filter: PostsQuery['filter']) {
  if (filter === 'mine') return sql`p.author_id = ${userId}`
  return filter === 'open' ? sql`p.closed_at is null` : sql`p.closed_at is not null`
}

const isAfter = (sql: Sql, [createdAt, postId]: Place) => sql`
  (p.created_at, p.id) < (
    timestamptz 'epoch' + ${createdAt}::bigint * interval '1 microsecond', ${postId}::uuid
  )`

function isAbout(sql: Sql, q: string) {
  const has = namesHaving(sql, q)
  return sql`(${has(sql`p.title`)} or ${has(sql`p.body`)})`
}

export async function postOf(sql: Sql, readerId: string, postId: string): Promise<Post> {
  const [row] = await sql<{ post: Post }[]>`
    select ${postJson(sql)} as post from ${postsThatAreThere(sql, readerId)} where p.id = ${postId}`
  if (row === undefined) throw notFound('post')
  return row.post
}

/** The post of another application, for a link that names it as that application does. */
export async function externalPostOf(
  sql: Sql,
  readerId: string,
  { type, id }: ExternalAddress,
): Promise<Post> {
  const [row] = await sql<{ post: Post }[]>`
    select ${postJson(sql)} as post from ${postsThatAreThere(sql, readerId)}
    where p.external_type = ${type} and p.external_id = ${id}`
  if (row === undefined) throw notFound('post')
  return row.post
}
