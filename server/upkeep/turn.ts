import type postgres from 'postgres'
import type { Database } from '../database/client.ts'

export interface Batches {
  /** The number of rows in one transaction. */
  batch?: number
  /** It is asked between two batches. */
  isStopped?: () => boolean
}

/** The key of the advisory lock. Only one node at a time does upkeep in a database. */
const KEY = 'parley upkeep'

/**
 * Runs one batch of upkeep in a transaction of its own. Null means that another node is at work. The lock ends with the
 * transaction, so a node that is killed blocks nobody.
 */
export async function takeUpkeepTurn<T>(
  db: Database,
  batch: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T | null> {
  return (await db.begin(async (sql) => {
    const [lock] = await sql<{ taken: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${KEY}, 0)) as taken`
    return lock?.taken === true ? batch(sql) : null
  })) as T | null
}
