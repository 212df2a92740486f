import postgres from 'postgres'
import type { Logger as WholeLogger } from '../logger.ts'
import { readDatabaseAddress, type DatabaseAddress, type TlsPolicy } from './address.ts'
import { DatabaseConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import { dial } from './dial.ts'
import { codeOf, isReadOnly } from './faults.ts'
import { ConnectionWatch } from './watch.ts'

export { isPassingFault } from './faults.ts'

type Logger = Pick<WholeLogger, 'debug'>

/** Either the pool or a transaction: rules take it first and do not care which. */
export type Sql = postgres.Sql | postgres.TransactionSql
export type Database = postgres.Sql

export const isUniqueViolation = (error: unknown) => codeOf(error) === '23505'

/** The server's own limits on a statement and on an idle transaction; ours on an answer comes a second later. */
const SETTINGS = 'set statement_timeout = 10000; set idle_in_transaction_session_timeout = 15000'
const ANSWER_SECONDS = 11
/** Nobody asks on the connection that listens; a question every few seconds finds out whether it lives. */
const LISTENER_ANSWER_SECONDS = 4
const HEARTBEAT_MILLISECONDS = 4_000
/** A connection that is read-only stays so; new ones may not be. */
const RENEWAL_MILLISECONDS = 5_000

export interface DatabaseOptions {
  connections?: number
  tls?: TlsPolicy
  /** Shared by pools that go to the same place: what one finds out counts for all. */
  watch?: ConnectionWatch
}

/**
 * The pool, and one connection more for whoever listens. Bigints come as numbers: counters stay far below 2^53.
 * Every query ends within 12 s, and so does what it waits on.
 */
export function openDatabase(
  url: string,
  logger: Logger,
  { connections = 7, tls = 'verify', watch = new ConnectionWatch() }: DatabaseOptions = {},
): Database {
  const address = readDatabaseAddress(url, tls)
  const open = (max: number) => openPool({ address, max, watch, logger, onQueryEnd })
  const listener = open(1)
  let pool = open(connections)
  let renewedAt = 0
  const stopHeartbeat = keepAlive(listener)

  /** The driver cannot end single connections, so that new ones take the place of all. */
  function onQueryEnd(error: unknown): void {
    if (!isReadOnly(error) || Date.now() - renewedAt < RENEWAL_MILLISECONDS) return
    renewedAt = Date.now()
    const old = pool
    pool = open(connections)
    // What is under way there still ends; nobody waits for it.
    void old.end({ timeout: 15 })
  }

  const own: Partial<Record<PropertyKey, unknown>> = {
    listen: listener.listen,
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

/**
 * All connections of a relay. Storing messages has some of its own, so that nothing that is slow holds it up; one more
 * listens.
 */
export function openDatabases(
  { url, tls, connections }: { url: string; tls: TlsPolicy; connections: number },
  logger: Logger,
): { sql: Database; messageSql: Database } {
  const watch = new ConnectionWatch()
  const forMessages = Math.min(4, Math.floor((connections - 1) / 2))
  const others = connections - 1 - forMessages
  return {
    sql: openDatabase(url, logger, { connections: others, tls, watch }),
    messageSql: openDatabase(url, logger, { connections: forMessages, tls, watch }),
  }
}

function openPool(options: {
  address: DatabaseAddress
  max: number
  watch: ConnectionWatch
  logger: Logger
  onQueryEnd: (error?: unknown) => void
}): postgres.Sql {
  const { address, max, watch, logger, onQueryEnd } = options
  const socket = ({ onnotify }: { onnotify?: unknown }) => {
    const connection = new DatabaseConnection((signal) => dial(address, signal), SETTINGS)
    watch.add(connection, onnotify === undefined ? ANSWER_SECONDS : LISTENER_ANSWER_SECONDS)
    return connection
  }
  const { user, password, database } = address
  const pool = postgres({
    // The driver puts them into its messages, and those are logged. Where it really is, `dial` knows.
    host: 'database',
    port: 5432,
    user,
    password,
    database,
    ssl: false,
    socket,
    max,
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    keep_alive: 10,
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 2) * (0.5 + Math.random() / 2),
    onnotice: (notice: { message?: string }) =>
      logger.debug({ notice: notice.message }, 'notice from the database'),
    types: {
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
    },
    connection: { application_name: 'parley-relay' },
  } as postgres.Options<Record<string, postgres.PostgresType>>)
  return limited(pool, onQueryEnd)
}

/** Gives every query its deadline; the driver begins transactions by `unsafe` too. */
function limited(pool: postgres.Sql, onQueryEnd: (error?: unknown) => void): postgres.Sql {
  const { unsafe, begin } = pool as unknown as Record<'unsafe' | 'begin', Driver>
  return new Proxy(
    Object.assign(pool, {
      unsafe: (...args: unknown[]) => withDeadline(unsafe(...args), onQueryEnd),
      async begin(...args: unknown[]) {
        try {
          return await begin(...args)
        } catch (error) {
          onQueryEnd(error)
          throw error
        }
      },
    }),
    {
      apply: (_target, _this, args) =>
        withDeadline((pool as unknown as Driver)(...args), onQueryEnd),
    },
  )
}

type Driver = (...args: unknown[]) => unknown

/** Asks on the connection that listens, which the driver opens by itself and keeps to itself. */
function keepAlive({ listen }: postgres.Sql): () => void {
  let isAsking = false
  const timer = setInterval(() => {
    const { sql } = listen as { sql?: postgres.Sql }
    if (sql === undefined || isAsking) return
    isAsking = true
    const answered = () => {
      isAsking = false
    }
    sql`select 1`.then(answered, answered)
  }, HEARTBEAT_MILLISECONDS).unref()
  return () => clearInterval(timer)
}
