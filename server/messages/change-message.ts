import { z } from 'zod'
import { contentOf } from '../../wire/content.ts'
import { participant, conversationKind } from '../../wire/conversations.ts'
import { message, type Message } from '../../wire/messages.ts'
import { mayWriteInRoom } from '../../wire/rooms/room-permissions.ts'
import { roomSettings } from '../../wire/rooms/room-settings.ts'
import { blockRefusal } from '../blocks/block-refusal.ts'
import { directBlock, directBlockBetween } from '../blocks/direct-block.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { notFound, Refusal } from '../refusal.ts'
import { postClosed, roomRefusal } from './room-refusal.ts'
import { messageFor } from './store/message-json.ts'
import { messageRow } from './store/message-row.ts'
import { lockConversation } from './store/write-messages.ts'

/**
 * A change that waits longer for the lock of its conversation gives its connection back, because the pool serves
 * everybody else, too.
 */
const LOCK_TIMEOUT = '2s'

/** A locked message, with the facts that decide who may change it. */
const lockedMessage = z.object({
  message,
  /** The role of the person asking in this conversation. */
  role: participant.shape.role,
  kind: conversationKind,
  /** A person of the pair has blocked their counterpart: nothing new may be added. */
  block: directBlock.nullable(),
  /** Null outside of rooms. */
  room: roomSettings.pick({ locked: true, closed: true }).nullable(),
  /** The post that the conversation is about is closed or deleted. */
  isPostClosed: z.boolean(),
})
export type LockedMessage = z.infer<typeof lockedMessage>

/** The result of a change, in order of `ver`. `changed` is empty when there was nothing to change. */
export interface MessageChange {
  /** The message in its present state. */
  message: Message
  changed: Message[]
}

/**
 * The message as `m` and the person asking as its participant `me`, if they may read it. They must be in the
 * conversation, and the message must not be from before they joined.
 */
const readableMessage = (
  sql: Sql,
  [m, me]: [string, string],
  userId: string,
  messageId: string,
) => sql`
  public.messages ${sql(m)}
  join public.conversation_participants ${sql(me)}
    on ${sql(me)}.conversation_id = ${sql(m)}.conversation_id and ${sql(me)}.user_id = ${userId}
      and ${sql(me)}.left_at is null
      and ${sql(m)}.seq > ${sql(me)}.joined_seq and ${sql(m)}.id = ${messageId}`

export async function messageOf(sql: Sql, userId: string, messageId: string): Promise<Message> {
  const row = await readRow(
    messageRow,
    sql`
      select ${messageFor(sql, 'm', 'me.user_id')} as message
      from ${readableMessage(sql, ['m', 'me'], userId, messageId)}`,
  )
  if (row === undefined) throw notFound('message')
  return row.message
}

/**
 * Changes one message in a transaction that locks the row of its conversation, so that order of `ver` is order of
 * commit. The message is read again after the lock: another change or a removal of the person asking may have come
 * first.
 */
export function changeMessage(
  sql: Database,
  userId: string,
  messageId: string,
  change: (tx: Sql, locked: LockedMessage) => Promise<Message[]>,
): Promise<MessageChange> {
  return sql.begin(async (tx) => {
    const { conversation_id } = await messageOf(tx, userId, messageId)
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    await lockConversation(tx, conversation_id)
    const locked = await readLocked(tx, userId, messageId)
    const changed = await change(tx, locked)
    const present = changed.find(({ id }) => id === messageId) ?? locked.message
    return { message: present, changed }
  })
}

async function readLocked(tx: Sql, userId: string, messageId: string): Promise<LockedMessage> {
  const row = await readRow(
    lockedMessage,
    tx`
      select ${messageFor(tx, 'm', 'me.user_id')} as message, me.role, c.kind,
        ${directBlockBetween(tx, tx`m.conversation_id`, tx`me.user_id`)} as block, (
          select json_build_object('locked', r.locked_at is not null, 'closed', r.closed_at is not null)
          from public.hangouts r where r.conversation_id = m.conversation_id
        ) as room, exists (
          select from public.posts p
          where p.id = c.post_id and (p.closed_at is not null or p.deleted_at is not null)
        ) as "isPostClosed"
      from ${readableMessage(tx, ['m', 'me'], userId, messageId)}
      join public.conversations c on c.id = m.conversation_id`,
  )
  if (row === undefined) throw notFound('message')
  return row
}

/** Nothing is added to a message that was deleted or hidden, or has disappeared. */
export function refuseWhenGone({ message }: LockedMessage): void {
  const { kind } = contentOf(message)
  if (kind === 'deleted') throw new Refusal('conflict', 'This message was deleted.')
  if (kind === 'expired') throw new Refusal('conflict', 'This message has disappeared.')
  if (kind === 'hidden') throw new Refusal('conflict', 'A moderator hid this message.')
}

/** With a block between two people, a change may remove something and may add nothing. */
export function refuseWhenBlocked({ block }: LockedMessage): void {
  if (block !== null) throw blockRefusal(block)
}

/** An edit is writing, too. Otherwise a person could write in a closed conversation by editing an old message. */
export function refuseWhereNobodyWrites({ room, role, isPostClosed }: LockedMessage): void {
  if (isPostClosed) throw postClosed()
  if (room !== null && !mayWriteInRoom({ role }, room))
    throw roomRefusal(room.closed ? 'closed' : 'locked')
}

/** In a closed room, and about a closed post, a change may remove something and may add nothing. */
export function refuseWhenClosed({ room, isPostClosed }: LockedMessage): void {
  if (isPostClosed) throw postClosed()
  if (room?.closed) throw roomRefusal('closed')
}

/**
 * Gives a message the conversation's next `ver` and answers its new state, as this person sees it. `assignments` are over the columns of
 * `public.messages` and begin with a comma; they may be empty.
 */
export async function storeChange(
  tx: Sql,
  userId: string,
  messageId: string,
  assignments: ReturnType<Sql>,
): Promise<Message> {
  const row = await readRow(
    messageRow,
    tx`
      with next as (
        update public.conversations c set last_ver = c.last_ver + 1
        where c.id = (select conversation_id from public.messages where id = ${messageId})
        returning c.last_ver
      )
      update public.messages m set ver = next.last_ver ${assignments}
      from next where m.id = ${messageId}
      returning ${messageFor(tx, 'm', tx`${userId}::uuid`)} as message`,
  )
  if (row === undefined) throw new Error('a locked message has gone')
  return row.message
}
