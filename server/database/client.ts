import postgres from 'postgres'
import type { Logger } from '../logger.ts'

/** Either the pool or a transaction: rules take it first and do not care which. */
export type Sql = postgres.Sql | postgres.TransactionSql
export type Database = postgres.Sql

/** SQLSTATE classes and codes that say "not now": connections, shutdown, too many clients, lock and statement timeouts. */
const passing = /^(08|53|57P0|55P03|57014|40001|40P01|CONNECT|ECONN|ETIMEDOUT|ENOTFOUND|EPIPE)/

/** Whether asking again later can help; everything else is a fault of ours. */
export function isPassingFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && passing.test(code)
}

export const isUniqueViolation = (error: unknown) =>
  (error as { code?: unknown } | null)?.code === '23505'

/**
 * The pool. Bigints come as numbers: counters stay far below 2^53.
 * A statement is given 10 s and a connection 5 s, so that a stuck database answers 503 rather than never.
 */
export function openDatabase(url: string, logger: Logger): Database {
  return postgres(url, {
    max: 10,
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 2) * (0.5 + Math.random() / 2),
    onnotice: (notice) => logger.debug({ notice: notice.message }, 'notice from the database'),
    types: {
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
    },
    connection: {
      application_name: 'parley-relay',
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  }) as Database
}
