import { codeOf, DatabaseUnreachable } from './faults.ts'

export type Driver = (...args: unknown[]) => unknown

interface DriverQuery extends Promise<unknown> {
  handler: (query: DriverQuery) => unknown
  reject(error: unknown): void
}

const isQuery = (made: unknown): made is DriverQuery => made instanceof Promise && 'handler' in made

const isLoss = (error: unknown) =>
  error instanceof DatabaseUnreachable || codeOf(error).startsWith('CONNECT')

/**
 * Runs the body of a transaction. After its connection is lost, no further query reaches the driver. The driver would
 * write the rollback and later queries to a closed socket, and that ends the process. `begin` itself rejects when the
 * connection closes.
 */
export class GuardedBody {
  readonly #body: (tx: unknown) => unknown
  #isOver = false

  constructor(body: (tx: unknown) => unknown) {
    this.#body = body
  }

  /**
   * The function that the driver runs. After a loss it never settles, because the driver would answer with a rollback
   * or a commit.
   */
  readonly run = (tx: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      this.#start(tx).then(
        (result) => {
          if (!this.#isOver) resolve(result)
        },
        (error: unknown) => {
          if (!this.#isOver && !isLoss(error)) reject(error)
        },
      )
    })

  /** The transaction is over. Later queries of it are refused. */
  end(): void {
    this.#isOver = true
  }

  async #start(tx: unknown): Promise<unknown> {
    const result = this.#body(this.#guarded(tx as Driver & Record<'unsafe', Driver>))
    return Array.isArray(result) ? Promise.all(result) : result
  }

  #guarded(tx: Driver & Record<'unsafe', Driver>): unknown {
    const own: Partial<Record<PropertyKey, unknown>> = {
      unsafe: (...args: unknown[]) => this.#guard(tx.unsafe(...args)),
    }
    return new Proxy(tx, {
      apply: (_target, _this, args) => this.#guard(tx(...(args as unknown[]))),
      get: (_target, name) => own[name] ?? (tx as unknown as typeof own)[name],
    })
  }

  #guard<Made>(made: Made): Made {
    if (!isQuery(made)) return made
    const start = made.handler
    made.handler = (query) => {
      if (this.#isOver) return query.reject(new DatabaseUnreachable('CLOSED'))
      query.catch((error: unknown) => {
        if (isLoss(error)) this.end()
      })
      return start(query)
    }
    return made
  }
}
