import { z } from 'zod'
import type { Database, Sql } from '../database/client.ts'
import { isPassingFault } from '../database/faults.ts'
import { readRow } from '../database/rows.ts'
import type { Logger } from '../logger.ts'

/** The most messages of one transaction. A search that runs meanwhile shares the database with it. */
const BATCH = 500
/** A node that stores nothing itself learns in this time what others have stored. */
const PAUSE_MILLISECONDS = 300

const step = z.object({ indexed: z.number(), lagSeconds: z.number() })

/** Writes the terms of the messages that wait for it. It stops early while another node does so. */
export async function indexMessages(
  sql: Sql,
  { batch = BATCH, tell = () => {}, isStopped = () => false }: IndexingOptions = {},
): Promise<void> {
  let last = batch
  while (last >= batch && !isStopped()) {
    const query = sql`
      select indexed, lag_seconds as "lagSeconds" from private.index_next_messages(${batch}::int)`
    const { indexed, lagSeconds } = (await readRow(step, query))!
    tell(lagSeconds)
    last = indexed
  }
}

interface IndexingOptions {
  batch?: number
  /** Gets the age of the oldest message that waits, in seconds. */
  tell?: (lagSeconds: number) => void
  isStopped?: () => boolean
}

/** Indexes messages behind their commits, again and again. A pause follows each run, so runs never overlap. */
export function startIndexing({
  sql,
  log,
  tell,
}: {
  sql: Database
  log: Logger
  tell: (lagSeconds: number) => void
}): { close(): Promise<void> } {
  let isStopped = false
  let told = ''
  let timer: NodeJS.Timeout | undefined
  const options = { tell, isStopped: () => isStopped }

  const run = (): Promise<void> =>
    indexMessages(sql, options)
      .then(() => {
        told = ''
      })
      .catch((error: unknown) => {
        // The same fault is told once and not several times a second.
        if (isStopped || isPassingFault(error) || told === String(error)) return
        told = String(error)
        log.error({ err: error }, 'messages could not be indexed')
      })
      .finally(() => {
        if (isStopped) return
        timer = setTimeout(() => {
          running = run()
        }, PAUSE_MILLISECONDS).unref()
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
