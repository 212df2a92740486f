import type { Database } from '../database/client.ts'
import { takeUpkeepTurn } from './turn.ts'

const BATCH = 500

/** Deletes aliases of dark rooms that wrote nothing for seven days. The next run goes on where this one ends. */
export async function forgetAliases(db: Database): Promise<number> {
  const count = await takeUpkeepTurn(db, async (sql) => {
    const [row] = await sql<
      { count: number }[]
    >`select private.forget_aliases(${BATCH}::int) as count`
    return row!.count
  })
  return count ?? 0
}
