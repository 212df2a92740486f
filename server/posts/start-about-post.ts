import {
  startedPair,
  whyNoConversation,
  type FoundOrMade,
  type Started,
} from '../conversations/direct.ts'
import type { Database } from '../database/client.ts'
import { postClosed } from '../messages/room-refusal.ts'
import { areApart } from '../people/kept-apart.ts'
import { makeCounted } from '../people/new-account.ts'
import { isReachable } from '../people/reachable.ts'
import { Refusal } from '../refusal.ts'
import { postOf } from './list.ts'

/**
 * The one conversation of a person with the author of a post, about this post. It is made if there is none. An existing
 * one is found also when the post is closed, or a block keeps the two apart.
 */
export async function startAboutPost(
  sql: Database,
  userId: string,
  postId: string,
): Promise<Started> {
  const { author } = await postOf(sql, userId, postId)
  if (author.id === userId) {
    throw new Refusal('invalid_request', 'This is your own post. You cannot message yourself.')
  }
  const pair: [string, string] = [userId, author.id]
  return startedPair(sql, pair, await findOrMake(sql, postId, pair))
}

/**
 * Many requests may come at once. The unique key lets one of them make the conversation. `for share` waits for a change
 * of the post: nobody begins a conversation about a post that was closed meanwhile.
 */
async function findOrMake(
  sql: Database,
  postId: string,
  pair: [string, string],
): Promise<FoundOrMade> {
  const [userId, authorId] = pair
  const key = `post:${postId}:${pair.toSorted().join(':')}`
  const [found] = await sql<{ id: string }[]>`
    select id from public.conversations where creation_key = ${key}`
  if (found !== undefined) return { id: found.id, isNew: false }
  const made = await makeCounted(sql, userId, 'conversations', async (tx) => {
    const [row] = await tx<{ id: string }[]>`
    with open_post as (
      select id from public.posts
      where id = ${postId} and closed_at is null and deleted_at is null and hidden_because is null
      for share
    ),
    made as (
      insert into public.conversations (kind, creation_key, post_id)
      select 'POST_LINKED', ${key}, open_post.id from open_post
      where not ${areApart(tx, tx`${userId}`, tx`${authorId}`)}
        and ${isReachable(tx, tx`${authorId}`)}
      on conflict (creation_key) where creation_key is not null do nothing
      returning id
    ),
    joined as (
      insert into public.conversation_participants (conversation_id, user_id, awaits_message)
      select made.id, person.id, person.id <> ${userId}
      from made, unnest(${pair}::uuid[]) as person (id)
    )
    select id from made`
    return row
  })
  if (made !== undefined) return { id: made.id, isNew: true }
  const [earlier] = await sql<{ id: string }[]>`
    select id from public.conversations where creation_key = ${key}`
  if (earlier !== undefined) return { id: earlier.id, isNew: false }
  if ((await postOf(sql, userId, postId)).closed) throw postClosed()
  throw await whyNoConversation(sql, userId, authorId)
}
