import type { Sql } from '../database/client.ts'
import { moderationRefusal } from '../messages/moderation-refusal.ts'
import { judgedText } from '../messages/store/judged-text.ts'
import { hidePost, postCopy } from './hide.ts'

interface PostText {
  title: string
  body?: string
  url?: string | null
}

type Judgement = 'muted' | 'block' | 'review'

/**
 * What moderation says to the text of a post. Only an author who writes it here can be muted: another application speaks
 * for itself.
 * @throws Refusal `muted` or `filtered`
 * @returns whether a moderator has to read the post first
 */
export async function mustBeReviewed(
  sql: Sql,
  { title, body = '', url = null }: PostText,
  writerId: string | null,
): Promise<boolean> {
  const text = [title, judgedText(body), url ?? ''].join('\n')
  const [row] = await sql<{ judgement: Judgement | null }[]>`
    select case when private.is_muted(${writerId}::uuid) then 'muted'
      else (select met.action from private.filters_met(${text}) met limit 1) end as judgement
    from private.installation i where i.judges_authors`
  const judgement = row?.judgement ?? null
  if (judgement === 'muted') throw moderationRefusal('muted')
  if (judgement === 'block') throw moderationRefusal('filtered')
  return judgement === 'review'
}

/**
 * Holds a post back until a moderator has read it. Only its author sees it until then. The conversations about it show
 * the earlier title: nobody reads the new one before the moderator.
 */
export async function holdForReview(
  sql: Sql,
  postId: string,
  earlierTitle?: string,
): Promise<string[]> {
  await sql`
    insert into public.reports as r (kind, reason, post_id, subject_id, post)
    select 'post', 'filter', p.id, p.author_id, ${postCopy(sql, 'p')} from public.posts p where p.id = ${postId}
    on conflict (post_id, (reason = 'filter')) where decided_at is null and kind = 'post'
      do update set post = excluded.post, version = r.version + 1`
  const conversationIds = await hidePost(sql, postId, 'filter')
  if (earlierTitle !== undefined) {
    await sql`update public.posts set title = ${earlierTitle} where id = ${postId}`
  }
  return conversationIds
}
