import type { Sql } from '../database/client.ts'

/** Which history the counters belong to: another one after a restore, and cursors of the old one mean nothing. */
export async function currentEpoch(sql: Sql): Promise<string> {
  const [row] = await sql<{ epoch: string }[]>`select private.current_epoch() as epoch`
  if (row === undefined) throw new Error('the installation has no epoch')
  return row.epoch
}
