import { Refusal } from './refusal.ts'
import type { Database, Sql } from './database/client.ts'
import { codeOf } from './database/faults.ts'
import { perName, type Fragment } from './database/fragments.ts'

/** A statement whose cost depends on what a person asks for ends after this time. */
const HEAVY_MILLISECONDS = 3_000

const CANCELLED = '57014'

/** The settings of the transaction, as columns of one statement. */
export type Settings = (sql: Sql) => Fragment

const shortTime: Settings = perName(
  (sql) => sql`set_config('statement_timeout', ${HEAVY_MILLISECONDS}::text, true)`,
)

/**
 * Runs a transaction in which each statement ends after a short time. Without it one question could hold a connection
 * for ten seconds.
 * @param further settings that the transaction needs besides. A statement of their own would cost 40 µs.
 * @throws Refusal `too_costly`
 */
export async function inShortTime<Result>(
  sql: Database,
  ask: (tx: Sql) => Promise<Result>,
  further?: Settings,
): Promise<Result> {
  try {
    const result = await sql.begin(async (tx) => {
      // The setting is sent first and nothing waits for it. Waiting would cost a round trip.
      const set = (
        further ? tx`select ${shortTime(tx)}, ${further(tx)}` : tx`select ${shortTime(tx)}`
      ).execute()
      const [answer] = await Promise.all([ask(tx), set])
      return { answer }
    })
    return result.answer
  } catch (error) {
    if (codeOf(error) !== CANCELLED) throw error
    throw new Refusal('too_costly', 'This would take too long. Ask for less.')
  }
}
