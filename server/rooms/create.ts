import type { RoomCreate } from '../../wire/rooms.ts'
import type { Database } from '../database/client.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { notFound } from '../refusal.ts'

/**
 * A new room of this person, who owns it. `isNew` is false when an earlier attempt with the same `client_id` made the
 * room.
 */
export async function createRoom(
  sql: Database,
  userId: string,
  { title, topic, history, client_id }: RoomCreate,
): Promise<{ id: string; isNew: boolean }> {
  const key = client_id === undefined ? null : `${userId}:${client_id}`
  const madeId = await sql.begin(async (tx) => {
    // An attempt that runs at the same time waits here until the first one has committed.
    const [made] = await tx<{ id: string }[]>`
      insert into public.conversations (kind, title, creation_key) values ('HANGOUT', ${title}, ${key})
      on conflict (creation_key) where creation_key is not null do nothing returning id`
    if (made === undefined) return null
    await tx`
      insert into public.hangouts (conversation_id, topic, history)
      values (${made.id}, ${topic}, ${history})`
    await tx`
      insert into public.conversation_participants (conversation_id, user_id, role, in_room)
      values (${made.id}, ${userId}, 'owner', true)`
    await writeSystemLine(tx, made.id, userId, { type: 'room_created', title })
    return made.id
  })
  if (madeId !== null) return { id: madeId, isNew: true }
  const [earlier] = await sql<{ id: string }[]>`
    select id from public.conversations where creation_key = ${key}`
  if (earlier === undefined) throw notFound('conversation')
  return { id: earlier.id, isNew: false }
}
