import type { Database, Sql } from '../database/client.ts'
import { eachStep } from '../repeat.ts'
import { takeUpkeepTurn, type Batches } from './turn.ts'

const BATCH = 500

interface Forgotten {
  /** Messages of dark rooms whose text and alias were deleted after a day. */
  messages: number
  /** Aliases that wrote nothing for seven days. */
  aliases: number
}

/** Deletes what dark rooms keep for a time only, in batches. */
export async function forgetDarkRooms(
  db: Database,
  { batch = BATCH, isStopped = () => false }: Batches = {},
): Promise<Forgotten> {
  const inBatches = async (act: (sql: Sql) => Promise<{ count: number }[]>): Promise<number> => {
    let total = 0
    while (!isStopped()) {
      const rows = await takeUpkeepTurn(db, act)
      const count = rows?.[0]?.count ?? 0
      total += count
      if (count < batch) break
    }
    return total
  }
  const forgotten: Forgotten = { messages: 0, aliases: 0 }
  await eachStep([
    async () => {
      forgotten.messages = await inBatches(
        (sql) => sql`select private.end_dark_messages(${batch}::int) as count`,
      )
    },
    async () => {
      forgotten.aliases = await inBatches(
        (sql) => sql`select private.forget_aliases(${batch}::int) as count`,
      )
    },
  ])
  return forgotten
}
