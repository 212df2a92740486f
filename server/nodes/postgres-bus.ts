import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Bus, BusListener } from './bus.ts'
import { createPieces, split } from './pieces.ts'

const CHANNEL = 'parley_nodes'

/**
 * The nodes speak through LISTEN and NOTIFY of the database that they share. A notice goes out on the connection that
 * listens, after the commits of the messages. In their transactions, it would halve the messages of a second.
 */
export function openPostgresBus(sql: Database, log: Logger, { onBatch, onOpen }: BusListener): Bus {
  const pieces = createPieces(onBatch)
  const listening = sql.listen(CHANNEL, pieces.take, onOpen)
  // The relay may start before its database. The driver goes on trying.
  listening.catch((error: unknown) => log.warn({ err: error }, 'cannot listen for other nodes'))
  return {
    async send(batch) {
      await Promise.all(split(batch).map((piece) => sql.notify(CHANNEL, piece)))
    },
    reopen: () => undefined,
    async close() {
      await listening.then(({ unlisten }) => unlisten()).catch(() => undefined)
    },
  }
}
