import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/**
 * The id under which a person acts in a conversation. In a dark room it is the person's alias, and everywhere else the
 * account. Every edge asks here first, and every rule behind it gets this id in place of the account. So no rule can
 * tell anybody an account that it does not know.
 * @throws Refusal `not_found` when the person has no alias in the dark room
 */
export async function actorIn(sql: Sql, userId: string, conversationId: string): Promise<string> {
  if (!isOfDarkRoom(conversationId)) return userId
  return (await aliasIn(sql, userId, conversationId)).id
}

/** The same for a person who wants to write. An account that is too new reads only. */
export async function writerIn(sql: Sql, userId: string, conversationId: string): Promise<string> {
  if (!isOfDarkRoom(conversationId)) return userId
  const alias = await aliasIn(sql, userId, conversationId)
  if (alias.wait > 0) {
    throw new Refusal('forbidden', 'A new account may read here. It may write later.')
  }
  if (alias.is_idle) {
    await sql`update private.aliases set last_wrote_on = current_date where id = ${alias.id}`
  }
  return alias.id
}

interface Alias {
  id: string
  /** The seconds until the alias may write. */
  wait: number
  /** It wrote nothing today. */
  is_idle: boolean
}

async function aliasIn(sql: Sql, userId: string, conversationId: string): Promise<Alias> {
  const [alias] = await sql<Alias[]>`
    select id, extract(epoch from greatest(writes_from - now(), interval '0'))::float8 as wait,
      last_wrote_on < current_date as is_idle
    from private.aliases where conversation_id = ${conversationId} and user_id = ${userId}`
  if (alias === undefined) throw notFound('conversation')
  return alias
}

/** The id under which a person acts on a message. An id of a message does not tell where it is. */
export async function actorOn(
  sql: Sql,
  userId: string,
  messageId: string,
  needs: 'to read' | 'to write' = 'to read',
): Promise<string> {
  const [message] = await sql<{ conversation_id: string }[]>`
    select conversation_id from public.messages where id = ${messageId}`
  if (message === undefined) return userId
  const find = needs === 'to read' ? actorIn : writerIn
  return find(sql, userId, message.conversation_id).catch((error: unknown) => {
    const isOutsider = error instanceof Refusal && error.code === 'not_found'
    throw isOutsider ? notFound('message') : error
  })
}

/**
 * All ids under which a person acts, for the list and for sync. They are one array that PostgreSQL reads once.
 * @param userId an id, or an expression over the query's columns
 */
export const actorsOf = (sql: Sql, userId: string | ReturnType<Sql>) => sql`
  array(
    select ${userId}::uuid union all
    select alias.id from private.aliases alias where alias.user_id = ${userId}
  )`
