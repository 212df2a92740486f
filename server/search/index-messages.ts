import { z } from 'zod'
import { TERMS_VERSION } from '../../wire/words/words.ts'
import type { Database, Sql } from '../database/client.ts'
import { isPassingFault } from '../database/faults.ts'
import { readRow, readRows } from '../database/rows.ts'
import type { Logger } from '../logger.ts'
import type { Nodes } from '../nodes/nodes.ts'
import { entriesOf, queuedMessage } from './search-entries.ts'

/** The most messages of one transaction. A search that runs meanwhile shares the database with it. */
const BATCH = 500
/** The first of the nodes looks this soon for messages that wait. */
const PAUSE_MILLISECONDS = 300
/** The others look less often, so that two nodes do not share the work in twice as many transactions. */
const LONG_PAUSE_MILLISECONDS = 1_500

const lag = z.object({ seconds: z.number() })
const step = z.object({ taken: z.number(), messages: z.array(queuedMessage) })

/** Writes the terms of the messages that wait for it. It stops early while another node does so. */
export async function indexMessages(
  sql: Sql,
  { batch = BATCH, tell = () => {}, isStopped = () => false }: IndexingOptions = {},
): Promise<void> {
  let last = batch
  while (last >= batch && !isStopped()) {
    const oldest = await readRow(
      lag,
      sql`
        select greatest(extract(epoch from clock_timestamp() - q.queued_at), 0)::float8 as seconds
        from private.search_queue q order by q.id limit 1`,
    )
    tell(oldest?.seconds ?? 0)
    last = oldest === undefined ? 0 : await inTransaction(sql, (tx) => indexBatch(tx, batch))
  }
}

interface IndexingOptions {
  batch?: number
  /** Gets the age of the oldest message that waits, in seconds. */
  tell?: (lagSeconds: number) => void
  isStopped?: () => boolean
}

const inTransaction = <Result>(sql: Sql, work: (tx: Sql) => Promise<Result>) =>
  ('begin' in sql ? sql.begin(work) : work(sql)) as Promise<Result>

/** Makes the entries of the oldest messages in the queue what the messages are now. Returns how many it took. */
async function indexBatch(tx: Sql, most: number): Promise<number> {
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

/** Indexes messages behind their commits, again and again. A pause follows each run, so runs never overlap. */
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
  let told = ''
  let timer: NodeJS.Timeout | undefined
  const options = { tell, isStopped: () => isStopped }

  async function work() {
    await indexMessages(sql, options)
    if (!isEverythingQueued && !isStopped) isEverythingQueued = await queueOldTerms(sql)
    told = ''
  }

  const run = (): Promise<void> =>
    work()
      .catch((error: unknown) => {
        // The same fault is told once and not several times a second.
        if (isStopped || isPassingFault(error) || told === String(error)) return
        told = String(error)
        log.error({ err: error }, 'messages could not be indexed')
      })
      .finally(() => {
        if (isStopped) return
        const pause = nodes.isFirst ? PAUSE_MILLISECONDS : LONG_PAUSE_MILLISECONDS
        timer = setTimeout(() => {
          running = run()
        }, pause).unref()
      })
  let running = run()

  return {
    async close() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
