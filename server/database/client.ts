import type postgres from 'postgres'
import type { Logger } from '../logger.ts'
import { readDatabaseAddress, type TlsPolicy } from './address.ts'
import { codeOf, isReadOnly } from './faults.ts'
import { keepAlive, openPool } from './pool.ts'
import { ConnectionWatch } from './watch.ts'

export { isPassingFault } from './faults.ts'

/** The pool or a transaction. Rules take it as their first argument and work with both. */
export type Sql = postgres.Sql | postgres.TransactionSql
export type Database = postgres.Sql

export const isUniqueViolation = (error: unknown) => codeOf(error) === '23505'

/** A connection that is read-only stays read-only. New connections may accept writes. */
const RENEWAL_MILLISECONDS = 5_000

export interface DatabaseOptions {
  connections?: number
  tls?: TlsPolicy
  /** Pools to the same database share this state: what one pool finds out counts for all. */
  watch?: ConnectionWatch
}

/**
 * The pool, and one more connection that listens. Bigints come as numbers, because counters stay far below 2^53. Every
 * query ends within 12 s, and so does a wait for a connection.
 */
export function openDatabase(
  url: string,
  logger: Pick<Logger, 'debug'>,
  { connections = 7, tls = 'verify', watch = new ConnectionWatch() }: DatabaseOptions = {},
): Database {
  const address = readDatabaseAddress(url, tls)
  const open = (max: number) => openPool({ address, max, watch, logger, onQueryEnd })
  const listener = open(1)
  let pool = open(connections)
  let renewedAt = 0
  const stopHeartbeat = keepAlive(listener)

  /** The driver cannot close a single connection, so a new pool replaces all of them. */
  function onQueryEnd(error: unknown): void {
    if (!isReadOnly(error) || Date.now() - renewedAt < RENEWAL_MILLISECONDS) return
    renewedAt = Date.now()
    const old = pool
    pool = open(connections)
    // Running queries of the old pool still end. Nobody waits for them.
    void old.end({ timeout: 15 })
  }

  const own: Partial<Record<PropertyKey, unknown>> = {
    listen: listener.listen,
    notify: (channel: string, text: string) => notifyFrom(listener, channel, text),
    async end(options?: { timeout?: number }) {
      stopHeartbeat()
      await Promise.all([pool, listener].map((one) => one.end(options)))
    },
  }
  return new Proxy(pool, {
    apply: (_target, _this, args) => Reflect.apply(pool, undefined, args) as unknown,
    get: (_target, name) => own[name] ?? (pool as unknown as typeof own)[name],
  }) as Database
}

/** The connections that are open, those that wait for an answer, and the most there may be. */
export interface ConnectionUse {
  open: number
  busy: number
  most: number
}

/**
 * Sends a notice on the connection that listens, so that it needs no connection of its own and waits for no query. A
 * notice may be lost, so its commit waits for no disk.
 */
async function notifyFrom({ listen }: Database, channel: string, text: string): Promise<void> {
  const { sql } = listen as { sql?: Database }
  if (sql === undefined) throw new Error('nothing listens yet')
  await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, ${text})`
}

/**
 * All connections of a relay. Storing messages has connections of its own, so that slow requests do not delay it. One
 * more connection listens.
 */
export function openDatabases(
  { url, tls, connections }: { url: string; tls: TlsPolicy; connections: number },
  logger: Logger,
): { sql: Database; messageSql: Database; connectionUse: () => ConnectionUse } {
  const watch = new ConnectionWatch()
  const forMessages = Math.min(4, Math.floor((connections - 1) / 2))
  const forRequests = connections - 1 - forMessages
  return {
    sql: openDatabase(url, logger, { connections: forRequests, tls, watch }),
    messageSql: openDatabase(url, logger, { connections: forMessages, tls, watch }),
    connectionUse: () => ({ ...watch.use(), most: connections }),
  }
}
