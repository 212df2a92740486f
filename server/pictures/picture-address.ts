import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'

/**
 * The address of the picture of a person, or of a conversation that the asker is in. Everybody who is signed in may see
 * the picture of a person whose id they know. Nobody can name an address, so the relay fetches only those that people
 * gave for their own profile or group.
 */
export async function pictureAddressOf(sql: Sql, userId: string, id: string): Promise<string> {
  const [row] = await sql<{ avatar_url: string | null }[]>`
    select avatar_url from public.profiles where id = ${id}
    union all
    select c.avatar_url from public.conversations c
    join public.conversation_participants me on me.conversation_id = c.id
    where c.id = ${id} and me.user_id = ${userId} and me.left_at is null`
  const address = row?.avatar_url ?? null
  if (address === null) throw notFound('picture')
  return address
}
