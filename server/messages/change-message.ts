import type { ConversationKind } from '../../wire/conversation-kinds.ts'
import type { Message } from '../../wire/messages.ts'
import type { Role } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { directBlock, type DirectBlock } from '../blocks/direct-block.ts'
import { messageJson } from './store/message-json.ts'
import { lockConversation } from './store/write-messages.ts'
import { notFound } from '../refusal.ts'
import { blockRefusal } from '../blocks/block-refusal.ts'

/** Whoever holds a conversation longer than this holds up its own people, not a connection of everybody's. */
const LOCK_TIMEOUT = '2s'

/** A message as it stands while nobody else can change it, with what decides who may. */
export interface HeldMessage {
  message: Message
  /** Of the person asking, in this conversation. */
  role: Role
  kind: ConversationKind
  /** One of the two of a DIRECT conversation has blocked the other: nothing new may reach them. */
  block: DirectBlock | null
}

/** What a change left, in order of `ver`; nothing when there was nothing to change. */
export interface MessageChange {
  /** In its present state. */
  message: Message
  changed: Message[]
}

/** The message, if the person asking may read it: in a conversation they are in, and not from before they came. */
const theirMessage = (sql: Sql, userId: string, messageId: string) => sql`
  public.messages m
  join public.conversation_participants me
    on me.conversation_id = m.conversation_id and me.user_id = ${userId} and me.left_at is null
      and m.seq > me.joined_seq and m.id = ${messageId}`

export async function messageOf(sql: Sql, userId: string, messageId: string): Promise<Message> {
  const [row] = await sql<{ message: Message }[]>`
    select ${messageJson(sql)} as message from ${theirMessage(sql, userId, messageId)}`
  if (row === undefined) throw notFound('message')
  return row.message
}

/**
 * Runs a change of one message in a transaction that holds its conversation's row, so that order of `ver` is order of
 * commit. What is judged is read behind the lock: somebody may have changed the message, or removed the asker, just before.
 */
export function changeMessage(
  sql: Database,
  userId: string,
  messageId: string,
  change: (tx: Sql, held: HeldMessage) => Promise<Message[]>,
): Promise<MessageChange> {
  return sql.begin(async (tx) => {
    const { conversation_id } = await messageOf(tx, userId, messageId)
    await tx`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    await lockConversation(tx, conversation_id)
    const held = await read(tx, userId, messageId)
    const changed = await change(tx, held)
    const message = changed.find(({ id }) => id === messageId) ?? held.message
    return { message, changed }
  })
}

async function read(tx: Sql, userId: string, messageId: string): Promise<HeldMessage> {
  const [row] = await tx<HeldMessage[]>`
    select ${messageJson(tx)} as message, me.role, c.kind, ${directBlock(tx)} as block
    from ${theirMessage(tx, userId, messageId)}
    join public.conversations c on c.id = m.conversation_id
    cross join lateral (select m.conversation_id, me.user_id as sender_id) i`
  if (row === undefined) throw notFound('message')
  return row
}

/** A change may take something back, but bring nothing new, where one has blocked the other. */
export function refuseWhenBlocked({ block }: HeldMessage): void {
  if (block !== null) throw blockRefusal(block)
}

/** Takes the conversation's next `ver` for a change of a message and answers its state with it. */
export async function storeChange(
  tx: Sql,
  messageId: string,
  assignments: ReturnType<Sql>,
): Promise<Message> {
  const [row] = await tx<{ message: Message }[]>`
    with next as (
      update public.conversations c set last_ver = c.last_ver + 1
      where c.id = (select conversation_id from public.messages where id = ${messageId})
      returning c.last_ver
    )
    update public.messages m set ver = next.last_ver ${assignments}
    from next where m.id = ${messageId}
    returning ${messageJson(tx)} as message`
  if (row === undefined) throw new Error('a message that is held has gone')
  return row.message
}
