import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { numberConversationsOf } from './conversations.ts'

export type HiddenBecause = 'moderator' | 'filter'

/** A row of `public.posts` as a report keeps it: as it was at that time, also when it is hidden. */
export const postCopy = (sql: Sql, post: string) => {
  const p = sql(post)
  return sql`
  jsonb_build_object(
    'title', coalesce(${p}.hidden_text ->> 'title', ${p}.title),
    'body', coalesce(${p}.hidden_text ->> 'body', ${p}.body),
    'url', coalesce(${p}.hidden_text ->> 'url', ${p}.url), 'changed_at', ${isoTime(sql, `${post}.changed_at`)}
  )`
}

/**
 * Hides a post from everybody but its author, with its title when a moderator hides it. A filter lets the conversations
 * keep the title. A post that is hidden already stays hidden, for the newer reason.
 */
export async function hidePost(
  sql: Sql,
  postId: string,
  because: HiddenBecause,
): Promise<string[]> {
  const { count } = await sql`
    update public.posts set hidden_because = ${because},
      hidden_text = coalesce(hidden_text, jsonb_build_object('title', title, 'body', body, 'url', url)),
      title = case when ${because} = 'moderator' then '' else title end, body = '', url = null
    where id = ${postId} and deleted_at is null`
  return count === 0 ? [] : numberConversationsOf(sql, postId)
}

/**
 * Shows a post again that was hidden for this reason, as it was. A post that was deleted meanwhile stays deleted, and one
 * that was hidden for another reason stays hidden.
 */
export async function showPost(
  sql: Sql,
  postId: string,
  because: HiddenBecause,
): Promise<string[]> {
  const { count } = await sql`
    update public.posts
    set title = hidden_text ->> 'title', body = hidden_text ->> 'body', url = hidden_text ->> 'url', hidden_because = null, hidden_text = null
    where id = ${postId} and deleted_at is null and hidden_because = ${because}`
  return count === 0 ? [] : numberConversationsOf(sql, postId)
}
