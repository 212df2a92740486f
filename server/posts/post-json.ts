import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { isDeparting } from '../people/departing.ts'
import { personJson } from '../people/person-json.ts'

/** Whether a row of `public.posts` was deleted, or its author was. `private.linked_post` says the same. */
const isDeletedPost = (sql: Sql, post: string) => sql`
  (${sql(post)}.deleted_at is not null or ${isDeparting(sql, sql`${sql(post)}.author_id`)})`

/**
 * A post and its author as rows `p` and `author`. A deleted post, and one of a deleted or suspended account, are not
 * there.
 */
export const postsThatAreThere = (sql: Sql) => sql`
  public.posts p join public.profiles author on author.id = p.author_id and not ${isDeletedPost(sql, 'p')}
    and p.author_id not in (select private.suspended_accounts())`

/** Rows of `postsThatAreThere` in the wire's shape. */
export const postJson = (sql: Sql) => sql`
  json_build_object(
    'id', p.id, 'author', ${personJson(sql, 'author')}, 'title', p.title, 'body', p.body, 'url', p.url,
    'external', case when p.external_type is not null then
      json_build_object('type', p.external_type, 'id', p.external_id)
    end,
    'closed', p.closed_at is not null,
    'created_at', ${isoTime(sql, 'p.created_at')}, 'changed_at', ${isoTime(sql, 'p.changed_at')}
  )`
