import type { Role } from '../../wire/permissions.ts'
import { mayWriteInRoom } from '../../wire/rooms/room-permissions.ts'
import type { Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/** Why a person cannot write in a room. */
export const roomRefusal = (state: 'locked' | 'closed'): Refusal =>
  new Refusal(
    'forbidden',
    state === 'closed'
      ? 'The room is closed. Nobody writes in it.'
      : 'The room is locked. Only its owner and moderators write.',
  )

/** Refuses a person who may not write in this room now. A conversation that is no room refuses nobody here. */
export async function requireWritable(sql: Sql, userId: string, roomId: string): Promise<void> {
  const [me] = await sql<{ role: Role; locked: boolean; closed: boolean }[]>`
    select me.role, r.locked_at is not null as locked, r.closed_at is not null as closed
    from public.conversation_participants me
    left join public.hangouts r on r.conversation_id = me.conversation_id
    where me.conversation_id = ${roomId} and me.user_id = ${userId} and me.left_at is null`
  if (me === undefined) throw notFound('conversation')
  if (!mayWriteInRoom(me, me)) throw roomRefusal(me.closed ? 'closed' : 'locked')
}

/** Why nobody can write in a conversation about a post that is closed or deleted. */
export const postClosed = (): Refusal =>
  new Refusal('post_closed', 'The post was closed. Nobody writes in its conversations.')
