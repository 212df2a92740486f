import { z } from 'zod'
import { TERMS_VERSION } from '../../wire/words/words.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow, readRows } from '../database/rows.ts'
import type { Logger } from '../logger.ts'
import type { Nodes } from '../nodes/nodes.ts'
import { tellFaults } from '../repeat.ts'
import { BATCH, batchAfter, restAfter } from './pace.ts'
import { entriesOf, queuedMessage } from './search-entries.ts'

const lag = z.object({ seconds: z.number() })
const step = z.object({ taken: z.number(), messages: z.array(queuedMessage) })

/**
 * Writes the terms of the messages that wait for it, and returns how many these were. It stops early while another node
 * does so.
 */
export async function indexMessages(
  sql: Sql,
  { batch = BATCH, tell = () => {}, isStopped = () => false }: IndexingOptions = {},
): Promise<number> {
  let last = batch
  let all = 0
  while (last >= batch && !isStopped()) {
    const oldest = await readRow(
      lag,
      sql`
        select greatest(extract(epoch from clock_timestamp() - q.queued_at), 0)::float8 as seconds
        from private.search_queue q order by q.id limit 1`,
    )
    tell(oldest?.seconds ?? 0)
    last = oldest === undefined ? 0 : await inTransaction(sql, (tx) => indexBatch(tx, batch))
    all += last
  }
  return all
}

interface IndexingOptions {
  batch?: number
  /** Gets the age of the oldest message that waits, in seconds. */
  tell?: (lagSeconds: number) => void
  isStopped?: () => boolean
}

const inTransaction = <Result>(sql: Sql, work: (tx: Sql) => Promise<Result>) =>
  ('begin' in sql ? sql.begin(work) : work(sql)) as Promise<Result>

/**
 * PostgreSQL keeps the plans of a connection. A plan from the time of the first messages read all messages for each
 * batch, and compared each with the whole batch: two seconds beside 50,000. Where each row is expensive, the plan looks
 * up every message by its id, also when there are few.
 */
const lookUps = (tx: Sql) => tx`select set_config('cpu_tuple_cost', '1000', true)`

/** Brings the entries of the oldest messages in the queue up to date. Returns how many messages it took from the queue. */
async function indexBatch(tx: Sql, most: number): Promise<number> {
  await lookUps(tx)
  const { taken, messages } = (await readRow(
    step,
    tx`select taken, messages from private.take_search_queue(${TERMS_VERSION}::int, ${most}::int)`,
  ))!
  const entries = await entriesOf(messages, await mentionedNames(tx, messages))
  if (entries.length === 0) return taken
  await tx`select private.write_search_entries(${TERMS_VERSION}::int,
    ${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ edited }) => edited)}::text[],
    ${entries.map(({ terms }) => terms)}::text[])`
  return taken
}

const mentioning = z.object({ id: z.string(), names: z.array(z.string()) })

/** The names that these messages mention people by. Most messages mention nobody and are not asked about. */
async function mentionedNames(
  tx: Sql,
  messages: readonly { id: string; body: string }[],
): Promise<ReadonlyMap<string, string[]>> {
  const ids = messages.filter(({ body }) => body.includes('@')).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await readRows(
    mentioning,
    tx`select id, mention_names as names from public.messages
      where id = any(${ids}::uuid[]) and mention_names <> '{}'`,
  )
  return new Map(rows.map(({ id, names }) => [id, names]))
}

/**
 * Puts a batch of old messages into the queue when this relay makes other terms than the relay before it. Resolves with
 * true when all messages were in the queue.
 */
export async function queueOldTerms(sql: Sql, most = BATCH): Promise<boolean> {
  const [row] = await sql<{ done: boolean }[]>`
    select private.queue_old_terms(${TERMS_VERSION}::int, ${most}::int) as done`
  return row!.done
}

/** Indexes messages behind their commits, again and again. A rest follows each run, so runs never overlap. */
export function startIndexing({
  sql,
  log,
  tell,
  nodes,
}: {
  sql: Database
  log: Logger
  tell: (lagSeconds: number) => void
  nodes: Pick<Nodes, 'isFirst'>
}): { close(): Promise<void> } {
  let isStopped = false
  let isEverythingQueued = false
  const { succeeded, failed } = tellFaults(log, 'messages could not be indexed')
  let timer: NodeJS.Timeout | undefined
  let batch = BATCH

  /** Returns how long to rest. Old messages are in no hurry. */
  async function work(): Promise<number> {
    const begin = performance.now()
    const taken = await indexMessages(sql, { batch, tell, isStopped: () => isStopped })
    const rest = restAfter(isEverythingQueued ? taken : 0, performance.now() - begin, nodes.isFirst)
    if (!isEverythingQueued && !isStopped) isEverythingQueued = await queueOldTerms(sql)
    succeeded()
    return rest
  }

  const run = async (): Promise<void> => {
    let rest = restAfter(0, 0, nodes.isFirst)
    try {
      rest = await work()
      batch = batchAfter(batch, false)
    } catch (error) {
      batch = batchAfter(batch, true)
      if (!isStopped) failed(error)
    }
    if (isStopped) return
    timer = setTimeout(() => {
      running = run()
    }, rest).unref()
  }
  let running = run()

  return {
    async close() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
