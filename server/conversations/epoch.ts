import type { Sql } from '../database/client.ts'

/**
 * The identity of the database's history. A restore gives it a new one, and cursors of the old epoch mean nothing then.
 */
export const currentEpochOf = (sql: Sql) => sql`(select private.current_epoch())`

/** The same as a query of its own. */
export async function currentEpoch(sql: Sql): Promise<string> {
  const [row] = await sql<{ epoch: string }[]>`select ${currentEpochOf(sql)} as epoch`
  if (row === undefined) throw new Error('the installation has no epoch')
  return row.epoch
}
