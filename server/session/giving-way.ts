import type { Database } from '../database/client.ts'
import type postgres from 'postgres'

const ATTEMPTS = 5

/** The transaction waited too long for a lock, or was part of a deadlock. */
const gaveWay = (error: unknown) =>
  ['55P03', '40P01'].includes((error as { code?: string } | null)?.code ?? '')

/**
 * Runs a transaction that may end Supabase sessions. Auth may work on the same rows, and must not fail because of us. So
 * this transaction stops waiting first (`private.end_sign_in`), and then runs again from its beginning.
 */
export async function beginGivingWay<T>(
  db: Database,
  work: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await db.begin(work)) as T
    } catch (error) {
      if (attempt === ATTEMPTS || !gaveWay(error)) throw error
    }
  }
}
