import type { Conversation } from '../../wire/conversations.ts'
import type { DirectCreate } from '../../wire/requests/conversations.ts'
import type { Database, Sql } from '../database/client.ts'
import { areApart, blockBetween } from '../people/kept-apart.ts'
import { personIdByEmail, personIdById, personIdByUsername } from '../people/lookup.ts'
import { makeCounted } from '../people/new-account.ts'
import { isReachable } from '../people/reachable.ts'
import { notFound, Refusal } from '../refusal.ts'
import { conversationOf } from './memberships.ts'

export interface FoundOrMade {
  id: string
  isNew: boolean
}

export interface Started {
  conversation: Conversation
  isNew: boolean
  /** Both people, when the conversation was made just now. */
  joined: string[]
  /** The people who see the conversation from now on. The counterpart of a new one sees it with its first message. */
  shownTo: string[]
}

/**
 * The one DIRECT conversation of two people. It is made if there is none. A person who was blocked still finds a
 * conversation that exists. Without one, the answer is the same as for a person who does not exist.
 */
export async function startDirect(
  sql: Database,
  userId: string,
  wanted: DirectCreate,
): Promise<Started> {
  const counterpartId = await counterpartOf(sql, wanted)
  if (counterpartId === null) throw notFound('person')
  if (counterpartId === userId) {
    throw new Refusal('invalid_request', 'You cannot start a conversation with yourself.')
  }
  return startedPair(sql, [userId, counterpartId], await findOrMake(sql, userId, counterpartId))
}

function counterpartOf(
  sql: Sql,
  { participant_ids: [participantId = ''] = [], email, username }: DirectCreate,
): Promise<string | null> {
  if (email !== undefined) return personIdByEmail(sql, email)
  if (username !== undefined) return personIdByUsername(sql, username)
  return personIdById(sql, participantId)
}

/** The answer to the asker, who is the first of the pair. From now on the asker sees the conversation. */
export async function startedPair(
  sql: Sql,
  pair: [string, string],
  { id, isNew }: FoundOrMade,
): Promise<Started> {
  const [userId] = pair
  const isShown = isNew || (await stopAwaiting(sql, userId, id))
  return {
    conversation: await conversationOf(sql, userId, id),
    isNew,
    joined: isNew ? pair : [],
    shownTo: isShown ? [userId] : [],
  }
}

/** Tells whether this person did not see the conversation until now. */
async function stopAwaiting(sql: Sql, userId: string, conversationId: string): Promise<boolean> {
  const { count } = await sql`
    update public.conversation_participants set awaits_message = false
    where conversation_id = ${conversationId} and user_id = ${userId} and awaits_message`
  return count > 0
}

/**
 * The key of the one DIRECT conversation of two people. Each argument is an expression of type uuid. The order is that of
 * the bytes. With another collation than its column's, the key would not be found by the index.
 */
export const pairKey = (sql: Sql, one: ReturnType<Sql>, another: ReturnType<Sql>) => sql`
  (least(${one}::text collate "C", ${another}::text) || ':' || greatest(${one}::text collate "C", ${another}::text))
    collate "default"`

/**
 * Many requests may come at once. The unique key lets one of them make the conversation; the rest wait and then find
 * its row.
 */
async function findOrMake(
  sql: Database,
  userId: string,
  counterpartId: string,
): Promise<FoundOrMade> {
  const made = await makeCounted(sql, userId, 'conversations', (tx) =>
    insertPair(tx, userId, counterpartId),
  )
  if (made !== undefined) return { id: made.id, isNew: true }
  const [found] = await sql<{ id: string }[]>`
    select id from public.conversations
    where direct_key = ${pairKey(sql, sql`${userId}::uuid`, sql`${counterpartId}::uuid`)}`
  if (found === undefined) throw await whyNoConversation(sql, userId, counterpartId)
  return { id: found.id, isNew: false }
}

/** Undefined: the conversation exists, or a block keeps the two apart, or nobody can reach the counterpart. */
export async function insertPair(
  sql: Sql,
  userId: string,
  counterpartId: string,
): Promise<{ id: string } | undefined> {
  const [row] = await sql<{ id: string }[]>`
    with made as (
      insert into public.conversations (kind, direct_key)
      select 'DIRECT', ${pairKey(sql, sql`${userId}::uuid`, sql`${counterpartId}::uuid`)}
      where not ${areApart(sql, sql`${userId}`, sql`${counterpartId}`)}
        and ${isReachable(sql, sql`${counterpartId}`)}
      on conflict (direct_key) do nothing
      returning id
    ),
    joined as (
      insert into public.conversation_participants (conversation_id, user_id, awaits_message)
      select made.id, person.id, person.id <> ${userId}
      from made, unnest(${[userId, counterpartId]}::uuid[]) as person (id)
    )
    select id from made`
  return row
}

/** The asker learns nothing of a block by the counterpart: the answer is that of a person who does not exist. */
export async function whyNoConversation(
  sql: Sql,
  userId: string,
  counterpartId: string,
): Promise<Refusal> {
  const mine = (await blockBetween(sql, userId, counterpartId)) === 'mine'
  return mine ? new Refusal('forbidden', 'You have blocked this person.') : notFound('person')
}
