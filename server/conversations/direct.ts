import type { Conversation, DirectCreate } from '../../wire/conversations.ts'
import type { Sql } from '../database/client.ts'
import { areApart, blockBetween } from '../people/kept-apart.ts'
import { personIdByEmail, personIdById } from '../people/lookup.ts'
import { isReachable } from '../people/reachable.ts'
import { notFound, Refusal } from '../refusal.ts'
import { conversationOf } from './memberships.ts'

interface Started {
  conversation: Conversation
  /** The new conversation in the view of each person. It is empty when the conversation existed already. */
  news: { userId: string; conversation: Conversation }[]
}

/**
 * The one DIRECT conversation of two people. It is made if there is none. A person who was blocked still finds a
 * conversation that exists. Without one, the answer is the same as for a person who does not exist.
 */
export async function startDirect(
  sql: Sql,
  userId: string,
  { participant_ids: [participantId] = [], email }: DirectCreate,
): Promise<Started> {
  const counterpartId =
    email === undefined
      ? await personIdById(sql, participantId ?? '')
      : await personIdByEmail(sql, email)
  if (counterpartId === null) throw notFound('person')
  if (counterpartId === userId) {
    throw new Refusal('invalid_request', 'You cannot start a conversation with yourself.')
  }
  const { id, isNew } = await findOrMake(sql, userId, counterpartId)
  const conversation = await conversationOf(sql, userId, id)
  if (!isNew) return { conversation, news: [] }
  const asTheySeeIt = await conversationOf(sql, counterpartId, id)
  const news = [
    { userId, conversation },
    { userId: counterpartId, conversation: asTheySeeIt },
  ]
  return { conversation, news }
}

/**
 * Many requests may come at once. The unique key lets one of them make the conversation; the rest wait and then find
 * its row.
 */
async function findOrMake(sql: Sql, userId: string, counterpartId: string) {
  const key = [userId, counterpartId].sort().join(':')
  const [made] = await sql<{ id: string }[]>`
    with made as (
      insert into public.conversations (kind, direct_key)
      select 'DIRECT', ${key}
      where not ${areApart(sql, sql`${userId}`, sql`${counterpartId}`)}
        and ${isReachable(sql, sql`${counterpartId}`)}
      on conflict (direct_key) do nothing
      returning id
    ),
    joined as (
      insert into public.conversation_participants (conversation_id, user_id)
      select made.id, person.id from made, unnest(${[userId, counterpartId]}::uuid[]) as person (id)
    )
    select id from made`
  if (made !== undefined) return { id: made.id, isNew: true }
  const [found] = await sql<{ id: string }[]>`
    select id from public.conversations where direct_key = ${key}`
  if (found === undefined) {
    const mine = (await blockBetween(sql, userId, counterpartId)) === 'mine'
    throw mine ? new Refusal('forbidden', 'You have blocked this person.') : notFound('person')
  }
  return { id: found.id, isNew: false }
}
