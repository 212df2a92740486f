import { QueryDeadline } from './faults.ts'

/** From asking to giving up, whatever the network does. */
const DEADLINE_MILLISECONDS = 12_000

/** What the driver's query is made of, as far as it is needed here. */
interface DriverQuery extends Promise<unknown> {
  handler: (query: DriverQuery) => unknown
  /** Null as long as it was not sent. */
  state: object | null
  strings: readonly string[]
  args: unknown[]
  options: { onexecute?: unknown }
  reject(error: unknown): void
}

const isQuery = (made: unknown): made is DriverQuery => made instanceof Promise && 'handler' in made

/**
 * Gives a query of the driver its deadline, which begins when it is executed. A fragment of another query never is.
 * @param settled told of how it ended
 */
export function withDeadline<Made>(made: Made, settled: (error?: unknown) => void): Made {
  if (!isQuery(made)) return made
  const start = made.handler
  made.handler = (query) => {
    const timer = setTimeout(() => giveUp(query), DEADLINE_MILLISECONDS)
    const end = (error?: unknown) => {
      clearTimeout(timer)
      settled(error)
    }
    query.then(() => end(), end)
    return start(query)
  }
  return made
}

/**
 * Whoever asked is told. A connection that is silent is ended by the watch: others may be waiting on one that is only
 * slow. A transaction that has begun goes on, for ending it here would leave its connection taken.
 */
function giveUp(query: DriverQuery): void {
  const begins = query.options.onexecute !== undefined
  if (query.state !== null && begins) return
  // It waits in the driver, where it cannot be taken out: when its turn comes, it must do nothing.
  if (query.state === null) {
    query.strings = ['select 1']
    query.args = []
    query.options = {}
  }
  query.reject(new QueryDeadline())
}
