import { darkId } from '../../wire/ids.ts'
import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { randomName } from './names.ts'

/** So many names are tried. Each further one that is taken is less likely. */
const MAX_TRIES = 40

/**
 * The alias of a person in a dark room. The first entry makes it, and later ones find it. Call it in the transaction of
 * the entry, which has locked the row of the conversation. The person has agreed to the notice.
 * @param accountHours how old an account must be to write
 */
export async function enterAlias(
  sql: Sql,
  userId: string,
  roomId: string,
  accountHours: number,
): Promise<string> {
  const earlierId = await earlierAliasOf(sql, userId, roomId)
  if (earlierId !== null) return earlierId
  const id = darkId()
  await sql`insert into private.accounts (id) values (${id})`
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { count } = await sql`
      insert into private.aliases (id, conversation_id, user_id, name, writes_from)
      select ${id}, ${roomId}, ${userId}, ${randomName(tries)},
        coalesce((select created_at from auth.users where id = ${userId}), now())
          + ${accountHours}::float8 * interval '1 hour'
      on conflict (conversation_id, name) do nothing`
    if (count > 0) return id
  }
  throw new Refusal('unavailable', 'No free alias was found. Try again.')
}

/** The alias that this person has in the room, also when they have left it. */
export async function earlierAliasOf(
  sql: Sql,
  userId: string,
  roomId: string,
): Promise<string | null> {
  const [earlier] = await sql<{ id: string }[]>`
    select id from private.aliases where conversation_id = ${roomId} and user_id = ${userId}`
  return earlier?.id ?? null
}
