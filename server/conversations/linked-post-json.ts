import type { Sql } from '../database/client.ts'
import { isDeparting } from '../people/departing.ts'

/** Whether a row of `public.posts` was deleted, or its author was. */
export const isDeletedPost = (sql: Sql, post: string) => sql`
  (${sql(post)}.deleted_at is not null or ${isDeparting(sql, sql`${sql(post)}.author_id`)})`

/** The post of a row of `public.conversations` in the wire's shape. Null for a conversation that is about none. */
export const linkedPostJson = (sql: Sql, conversation: string) => {
  const c = sql(conversation)
  return sql`
  case when ${c}.post_id is not null then (
    select json_build_object('id', about.id, 'title', about.title, 'url', about.url, 'state', case
      when ${isDeletedPost(sql, 'about')} then 'deleted'
      when about.closed_at is not null then 'closed'
      else 'open'
    end)
    from public.posts about where about.id = ${c}.post_id
  ) end`
}
