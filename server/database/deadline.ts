import { takesNoMore } from './alone.ts'
import { QueryDeadline } from './faults.ts'

/** The longest time from a query to its failure, whatever the network does. */
const DEADLINE_MILLISECONDS = 12_000

/** The fields of the driver's query that this file needs. */
interface DriverQuery extends Promise<unknown> {
  handler: (query: DriverQuery) => unknown
  /** Null until the query was sent. */
  state: object | null
  strings: readonly string[]
  args: unknown[]
  options: { onexecute?: unknown }
  reject(error: unknown): void
}

const isQuery = (made: unknown): made is DriverQuery => made instanceof Promise && 'handler' in made

/**
 * Gives a query of the driver its deadline. The deadline begins when the query is executed. A fragment of another query
 * is never executed.
 * @param settled is called with the outcome
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
 * The caller gets the error. The watch ends a silent connection, because further queries may wait on a connection that
 * is only slow. A transaction that has begun goes on: ending it here would leave its connection in use.
 */
function giveUp(query: DriverQuery): void {
  const { onexecute } = query.options
  const begins = onexecute !== undefined && onexecute !== takesNoMore
  if (query.state !== null && begins) return
  // The query waits in the driver and cannot be removed there. When its turn comes, it must do nothing.
  if (query.state === null) {
    query.strings = ['select 1']
    query.args = []
    query.options = {}
  }
  query.reject(new QueryDeadline())
}
