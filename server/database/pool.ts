import postgres from 'postgres'
import type { Logger } from '../logger.ts'
import type { DatabaseAddress } from './address.ts'
import { DatabaseConnection } from './connection.ts'
import { withDeadline } from './deadline.ts'
import { dial } from './dial.ts'
import type { ConnectionWatch } from './watch.ts'

/** The server's own limits on a statement and on an idle transaction; ours on an answer comes a second later. */
const SETTINGS = 'set statement_timeout = 10000; set idle_in_transaction_session_timeout = 15000'
const ANSWER_SECONDS = 11
/** Nobody asks on the connection that listens; a question every few seconds finds out whether it lives. */
const LISTENER_ANSWER_SECONDS = 4
const HEARTBEAT_MILLISECONDS = 4_000
/** One pool of the driver, whose connections are ours. `onQueryEnd` hears how each query ended. */
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
