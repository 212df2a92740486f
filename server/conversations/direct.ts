import type { Conversation, DirectCreate } from '../../wire/conversations.ts'
import type { Sql } from '../database/client.ts'
import { areApart, blockBetween } from '../people/kept-apart.ts'
import { personIdByEmail, personIdById } from '../people/lookup.ts'
import { isReachable } from '../people/reachable.ts'
import { notFound, Refusal } from '../refusal.ts'
import { conversationOf } from './memberships.ts'

interface Started {
  conversation: Conversation
  /** A new conversation as each of the two sees it; empty when there was one already. */
  news: { userId: string; conversation: Conversation }[]
}

/**
 * The one DIRECT conversation of two people, made if there is none. A person who was blocked finds the conversation that the
 * two had. Without one, the answer is as for a person who does not exist.
 */
export async function startDirect(
  sql: Sql,
  userId: string,
  { participant_ids: [participantId] = [], email }: DirectCreate,
): Promise<Started> {
  const otherId =
    email === undefined
      ? await personIdById(sql, participantId ?? '')
      : await personIdByEmail(sql, email)
  if (otherId === null) throw notFound('person')
  if (otherId === userId) {
    throw new Refusal('invalid_request', 'A conversation needs somebody else.')
  }
  const { id, isNew } = await findOrMake(sql, userId, otherId)
  const conversation = await conversationOf(sql, userId, id)
  if (!isNew) return { conversation, news: [] }
  const asTheySeeIt = await conversationOf(sql, otherId, id)
  const news = [
    { userId, conversation },
    { userId: otherId, conversation: asTheySeeIt },
  ]
  return { conversation, news }
}

/** Many may ask at once: the unique key lets one of them make it, and the others wait and then find its row. */
async function findOrMake(sql: Sql, userId: string, otherId: string) {
  const key = [userId, otherId].sort().join(':')
  const [made] = await sql<{ id: string }[]>`
    with made as (
      insert into public.conversations (kind, direct_key)
      select 'DIRECT', ${key}
      where not ${areApart(sql, sql`${userId}`, sql`${otherId}`)}
        and ${isReachable(sql, sql`${otherId}`)}
      on conflict (direct_key) do nothing
      returning id
    ),
    joined as (
      insert into public.conversation_participants (conversation_id, user_id)
      select made.id, someone.id from made, unnest(${[userId, otherId]}::uuid[]) as someone (id)
    )
    select id from made`
  if (made !== undefined) return { id: made.id, isNew: true }
  const [found] = await sql<{ id: string }[]>`
    select id from public.conversations where direct_key = ${key}`
  if (found === undefined) {
    const mine = (await blockBetween(sql, userId, otherId)) === 'mine'
    throw mine ? new Refusal('forbidden', 'You have blocked this person.') : notFound('person')
  }
  return { id: found.id, isNew: false }
}
