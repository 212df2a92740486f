import type { DatabaseConnection } from './connection.ts'
import { DatabaseUnreachable } from './faults.ts'

const LOOK_MILLISECONDS = 1_000

/**
 * Ends connections on which an answer is overdue. A network that swallows packets breaks nothing: without this, a query
 * would wait until the system gives up, a quarter of an hour later.
 *
 * It counts looks and not time, because it may be this process that stood still: the answer is then there already.
 */
export class ConnectionWatch {
  readonly #limits = new Map<DatabaseConnection, number>()
  #timer: NodeJS.Timeout | undefined

  /** `seconds`: how long it may owe an answer. */
  add(connection: DatabaseConnection, seconds: number): void {
    this.#limits.set(connection, seconds)
    this.#timer ??= setInterval(() => this.#look(), LOOK_MILLISECONDS).unref()
    connection.once('close', () => {
      this.#limits.delete(connection)
      if (this.#limits.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    })
  }

  #look(): void {
    let longest = 0
    for (const [connection, limit] of this.#limits) {
      connection.silent++
      if (!connection.isOwed) continue
      connection.waiting++
      if (connection.waiting >= limit) longest = Math.max(longest, connection.waiting)
    }
    if (longest === 0) return
    // What was heard of no more recently went the same way; each would cost somebody the whole wait.
    for (const [connection, limit] of this.#limits) {
      const isOverdue = connection.isOwed && connection.waiting >= limit
      if (isOverdue || connection.silent >= longest) {
        connection.destroy(new DatabaseUnreachable('SILENT'))
      }
    }
  }
}
