import postgres from 'postgres'
import type { Logger } from '../logger.ts'
import type { DatabaseAddress } from './address.ts'
import { arrayTypes } from './arrays.ts'
import { DatabaseConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import { dial } from './dial.ts'
import { filler } from './startup.ts'
import { GuardedBody, type Driver } from './transaction.ts'
import type { ConnectionWatch } from './watch.ts'

/**
 * The server's own limits on a statement and on an idle transaction: our limit on an answer comes one second later. Then
 * what an administrator may have set otherwise for the database or its role. The driver reads dates and bytes in these
 * forms alone. A statement that waited for a lock has to see what was committed meanwhile.
 */
const SETTINGS = `
  set statement_timeout = 10000;
  set idle_in_transaction_session_timeout = 15000;
  set datestyle = 'ISO, MDY';
  set bytea_output = 'hex';
  set default_transaction_isolation = 'read committed'`
const ANSWER_SECONDS = 11
/** No query runs on the connection that listens. A query every few seconds finds out whether it is alive. */
const LISTENER_ANSWER_SECONDS = 4
const HEARTBEAT_MILLISECONDS = 4_000
/** One pool of the driver on our connections. `onQueryEnd` gets the outcome of each query. */
export function openPool(options: {
  address: DatabaseAddress
  max: number
  watch: ConnectionWatch
  logger: Pick<Logger, 'debug'>
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
    // The driver puts host and port into its messages, and those are logged. `dial` has the real address.
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
    // Above this number of queries on one connection, the driver sends a BEGIN without reserving the connection. Then
    // other queries would run in that transaction.
    max_pipeline: Infinity,
    keep_alive: 10,
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 2) * (0.5 + Math.random() / 2),
    onnotice: (notice: { message?: string }) =>
      logger.debug({ notice: notice.message }, 'notice from the database'),
    fetch_types: false,
    types: {
      ...arrayTypes,
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
    },
    connection: { application_name: 'parley-relay', ...filler },
  } as postgres.Options<Record<string, postgres.PostgresType>>)
  return limited(pool, onQueryEnd)
}

/** Gives every query its deadline. The driver begins transactions with `unsafe`, so that is covered too. */
function limited(pool: postgres.Sql, onQueryEnd: (error?: unknown) => void): postgres.Sql {
  const { unsafe, begin } = pool as unknown as Record<'unsafe' | 'begin', Driver>
  return new Proxy(
    Object.assign(pool, {
      unsafe: (...args: unknown[]) => withDeadline(unsafe(...args), onQueryEnd),
      async begin(...args: unknown[]) {
        const body = new GuardedBody(args.pop() as (tx: unknown) => unknown)
        try {
          return await begin(...args, body.run)
        } catch (error) {
          onQueryEnd(error)
          throw error
        } finally {
          body.end()
        }
      },
    }),
    {
      apply: (_target, _this, args) =>
        withDeadline((pool as unknown as Driver)(...args), onQueryEnd),
    },
  )
}

/** Sends a query on the connection that listens. The driver opens that connection itself and does not expose it. */
export function keepAlive({ listen }: postgres.Sql): () => void {
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
