import type { DatabaseConnection } from './connection.ts'
import { DatabaseUnreachable } from './faults.ts'

const LOOK_MILLISECONDS = 1_000

/**
 * Ends connections on which an answer is overdue. A network that swallows packets closes nothing: without this, a query
 * would wait until the operating system gives up after fifteen minutes.
 *
 * The watch counts looks and not time. When this process itself was paused, the answer is already there at the next
 * look.
 */
export class ConnectionWatch {
  readonly #limits = new Map<DatabaseConnection, number>()
  #timer: NodeJS.Timeout | undefined

  /** `seconds` is how long an answer may be due. */
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

  /** How many connections there are, and how many of them wait for an answer. */
  use(): { open: number; busy: number } {
    let busy = 0
    for (const connection of this.#limits.keys()) if (connection.isOwed) busy++
    return { open: this.#limits.size, busy }
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
    // Connections that were silent for as long took the same network path. Each would make a request wait for the whole
    // time.
    for (const [connection, limit] of this.#limits) {
      const isOverdue = connection.isOwed && connection.waiting >= limit
      if (isOverdue || connection.silent >= longest) {
        connection.destroy(new DatabaseUnreachable('SILENT'))
      }
    }
  }
}
