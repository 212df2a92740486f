import { Refusal } from './refusal.ts'
import type { Database, Sql } from './database/client.ts'
import { codeOf } from './database/faults.ts'

/** A statement whose cost depends on what a person asks for ends after this time. */
const HEAVY_MILLISECONDS = 3_000

const CANCELLED = '57014'

/**
 * Runs a transaction in which each statement ends after a short time. Without it one question could hold a connection
 * for ten seconds.
 * @throws Refusal `too_costly`
 */
export async function inShortTime<Result>(
  sql: Database,
  ask: (tx: Sql) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await sql.begin(async (tx) => {
      // The setting is sent first and nothing waits for it. Waiting would cost a round trip.
      const set =
        tx`select set_config('statement_timeout', ${String(HEAVY_MILLISECONDS)}, true)`.execute()
      const [answer] = await Promise.all([ask(tx), set])
      return { answer }
    })
    return result.answer
  } catch (error) {
    if (codeOf(error) !== CANCELLED) throw error
    throw new Refusal('too_costly', 'This would take too long. Ask for less.')
  }
}
