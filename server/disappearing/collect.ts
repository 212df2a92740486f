import { z } from 'zod'
import { message, type Message } from '../../wire/messages.ts'
import { id } from '../../wire/primitives.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow, readRows } from '../database/rows.ts'
import { messageForAll } from '../messages/store/message-json.ts'
import { takeUpkeepTurn, type Batches } from '../upkeep/turn.ts'

/** How many messages one transaction collects. Their conversations are locked until it commits. */
const BATCH = 200

/** What one batch changed in a conversation, in order of `ver`: the ended messages, and the roots of their threads. */
export interface Collected {
  conversation_id: string
  messages: Message[]
}

export interface CollectOptions extends Batches {
  /** Gets what each commit changed. */
  announce(collected: readonly Collected[]): void | Promise<void>
  /** Gets how many messages a commit emptied. */
  tell?: (count: number) => void
}

const batchRow = z.object({ conversation_id: id, collected: z.int(), changed: z.array(id) })
const messageRow = z.object({ message })
const lagRow = z.object({ seconds: z.number() })

/**
 * Deletes the content of messages that have ended, in batches. A batch is a transaction: after a kill, the next run
 * goes on where the last batch ended. It stops early while another node is at work.
 */
export async function collectEndedMessages(
  db: Database,
  { batch = BATCH, isStopped = () => false, announce, tell = () => undefined }: CollectOptions,
): Promise<void> {
  let count: number | undefined = batch
  while (count === batch && !isStopped()) {
    const done: Batch | null = await takeUpkeepTurn(db, (sql) => collectBatch(sql, batch))
    count = done?.count
    if (done === null || done.count === 0) return
    tell(done.count)
    await announce(done.collected)
  }
}

interface Batch {
  count: number
  collected: Collected[]
}

async function collectBatch(sql: Sql, batch: number): Promise<Batch> {
  const query = sql`
    select conversation_id, collected, changed from private.collect_ended_messages(${batch}::int)`
  const rows = await readRows(batchRow, query)
  const changed = rows.flatMap((row) => row.changed)
  const messages = new Map(
    (await messagesOf(sql, changed)).map((one): [string, Message] => [one.id, one]),
  )
  return {
    count: rows.reduce((sum, { collected }) => sum + collected, 0),
    collected: rows.map(({ conversation_id, changed: ids }): Collected => ({
      conversation_id,
      messages: ids.map((messageId) => messages.get(messageId)!),
    })),
  }
}

async function messagesOf(sql: Sql, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return []
  const query = sql`
    select ${messageForAll(sql, 'm')} as message
    from public.messages m where m.id = any(${[...ids]}::uuid[])`
  return (await readRows(messageRow, query)).map((row) => row.message)
}

/** The age in seconds of the oldest message that has ended and still has its content. */
export async function collectingLag(sql: Sql): Promise<number> {
  const query = sql`select private.ended_messages_lag_seconds() as seconds`
  return (await readRow(lagRow, query))!.seconds
}
