import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import { darkId } from '../../wire/ids.ts'
import { DARK_MESSAGE_LIFETIME_SECONDS } from '../../wire/limits.ts'
import type { RoomCreate } from '../../wire/rooms/rooms.ts'
import { actorIn } from '../aliases/actors.ts'
import { enterAlias } from '../aliases/enter.ts'
import { requireAgreement } from '../aliases/notice.ts'
import type { Database } from '../database/client.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { countForNewAccount } from '../people/new-account.ts'
import { notFound } from '../refusal.ts'

/**
 * A new room of this person, who owns it. In a dark room their alias owns it. `isNew` is false when an earlier attempt
 * with the same `client_id` made the room.
 */
export async function createRoom(
  sql: Database,
  userId: string,
  { title, topic, history, client_id, kind, agreed }: RoomCreate,
  accountHours: number,
): Promise<{ id: string; isNew: boolean }> {
  const isDark = capabilitiesOf(kind).identity === 'alias'
  if (isDark) requireAgreement(agreed)
  await refuseByModeration(sql, userId, `${title}\n${topic}`)
  const key = client_id === undefined ? null : creationKey(isDark, userId, client_id)
  const madeId = await sql.begin(async (tx) => {
    // An attempt that runs at the same time waits here until the first one has committed.
    const [made] = await tx<{ id: string }[]>`
      insert into public.conversations (id, kind, title, creation_key, message_lifetime_seconds)
      values (${isDark ? darkId() : crypto.randomUUID()}, ${kind}, ${title}, ${key},
        ${isDark ? DARK_MESSAGE_LIFETIME_SECONDS : null})
      on conflict (creation_key) where creation_key is not null do nothing returning id`
    if (made === undefined) return null
    await countForNewAccount(tx, userId, 'rooms')
    await tx`
      insert into public.hangouts (conversation_id, topic, history)
      values (${made.id}, ${topic}, ${isDark ? 'all' : history})`
    const ownerId = isDark ? await enterAlias(tx, userId, made.id, accountHours) : userId
    await tx`
      insert into public.conversation_participants (conversation_id, user_id, role, in_room, joined_at)
      select id, ${ownerId}, 'owner', true, created_at from public.conversations where id = ${made.id}`
    await writeSystemLine(tx, made.id, ownerId, { type: 'room_created', title })
    return made.id
  })
  if (madeId !== null) return { id: madeId, isNew: true }
  const [earlier] = await sql<{ id: string }[]>`
    select id from public.conversations where creation_key = ${key}`
  if (earlier === undefined) throw notFound('conversation')
  await actorIn(sql, userId, earlier.id)
  return { id: earlier.id, isNew: false }
}

/** The key of a dark room names no account. The `client_id` is random, and another person who has it finds nothing. */
const creationKey = (isDark: boolean, userId: string, clientId: string) =>
  isDark ? `dark:${clientId}` : `${userId}:${clientId}`
