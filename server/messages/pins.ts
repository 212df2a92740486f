import { z } from 'zod'
import { MAX_PINNED_MESSAGES } from '../../wire/limits.ts'
import { message } from '../../wire/messages.ts'
import type { PinList, PinsQuery } from '../../wire/requests/messages.ts'
import { mayPinMessage } from '../../wire/permissions.ts'
import { id } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { peopleNamedIn } from '../people/named.ts'
import { notFound, Refusal } from '../refusal.ts'
import {
  changeMessage,
  refuseWhenBlocked,
  refuseWhenClosed,
  refuseWhenGone,
  storeChange,
  type LockedMessage,
  type MessageChange,
} from './change-message.ts'
import { refuseByModeration } from './moderation-refusal.ts'
import { hasBody } from './store/has-body.ts'
import { messageFor } from './store/message-json.ts'
import { writeSystemLine } from './store/write-system-line.ts'

/** Pins a message for everybody in the conversation, and a system line says so. A pinned message stays as it is. */
export function pinMessage(
  sql: Database,
  userId: string,
  messageId: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, locked) => {
    const { message } = locked
    requirePermission(locked)
    refuseWhenGone(locked)
    refuseWhenBlocked(locked)
    refuseWhenClosed(locked)
    await refuseByModeration(tx, userId)
    if (message.pinned_at !== null) return []
    await requireSpace(tx, message.conversation_id)
    // The time is read after the lock, so that the order of pins is the order of commit.
    const pinned = await storeChange(
      tx,
      userId,
      messageId,
      tx`, pinned_at = date_trunc('milliseconds', clock_timestamp())`,
    )
    return [pinned, await writeSystemLine(tx, message.conversation_id, userId, { type: 'pinned' })]
  })
}

/** Takes the pin from a message. A message without a pin stays as it is. */
export function unpinMessage(
  sql: Database,
  userId: string,
  messageId: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, locked) => {
    requirePermission(locked)
    if (locked.message.pinned_at === null) return []
    return [await storeChange(tx, userId, messageId, tx`, pinned_at = null`)]
  })
}

function requirePermission({ message, role, kind }: LockedMessage): void {
  if (!mayPinMessage(message, { role, kind })) {
    throw new Refusal('forbidden', 'You may not pin this message.')
  }
}

async function requireSpace(tx: Sql, conversationId: string): Promise<void> {
  const { count } = await tx`
    select from public.messages m
    where m.conversation_id = ${conversationId} and m.pinned_at is not null and ${hasBody(tx, 'm')}
    limit ${MAX_PINNED_MESSAGES}`
  if (count < MAX_PINNED_MESSAGES) return
  throw new Refusal(
    'too_many_pins',
    `A conversation has ${MAX_PINNED_MESSAGES} pinned messages at most.`,
  )
}

const PAGE = 20

/** The cursor of a page: the time of the pin in milliseconds since 1970, and the id. */
const place = z.tuple([z.int(), id])
const row = z.object({ messages: z.array(message) })

/** A page of the pinned messages that this person may read, the newest pin first. */
export async function listPins(
  sql: Sql,
  userId: string,
  conversationId: string,
  { cursor }: PinsQuery,
): Promise<PinList> {
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const query = sql`
    select (
        select coalesce(json_agg(page.message order by page.pinned_at desc, page.id desc), '[]')
        from (
          select m.pinned_at, m.id, ${messageFor(sql, 'm', 'me.user_id')} as message
          from public.messages m
          where m.conversation_id = me.conversation_id and m.seq > me.joined_seq and m.pinned_at is not null
            and ${hasBody(sql, 'm')}
            and ${after === undefined ? sql`true` : isAfter(sql, after)}
          order by m.pinned_at desc, m.id desc limit ${PAGE + 1}
        ) page
      ) as messages
    from public.conversation_participants me
    where me.conversation_id = ${conversationId} and me.user_id = ${userId} and me.left_at is null`
  const found = await readRow(row, query)
  if (found === undefined) throw notFound('conversation')
  const items = found.messages.slice(0, PAGE)
  const last = found.messages.length > PAGE ? items.at(-1) : undefined
  return {
    items,
    people: await peopleNamedIn(sql, items),
    next_cursor: last ? writeCursor([Date.parse(last.pinned_at ?? ''), last.id]) : null,
  }
}

const isAfter = (sql: Sql, [milliseconds, messageId]: z.infer<typeof place>) => sql`
  (m.pinned_at, m.id) < (
    timestamptz 'epoch' + ${milliseconds}::bigint * interval '1 millisecond', ${messageId}::uuid
  )`
