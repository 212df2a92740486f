import type { Database, Sql } from '../../../server/database/client.ts'
import { here, type Place } from '../ambient.ts'
import type { Work } from '../work.ts'
import { Killed, kindOf, type Gate, type OpenTransaction, type PendingQuery } from './gate.ts'

/**
 * The database of one relay. It is real, but every statement, BEGIN and COMMIT waits until the model lets it run, one
 * at a time. The model therefore decides the order of everything, and between which statements the relay is killed.
 */
export class Gates {
  waiting: Gate[] = []
  readonly #work: Work
  readonly #open: OpenTransaction
  /** The number of statements until the relay dies. It dies before the last one runs, or before it gets the result. */
  #left = Infinity
  #diesBefore = false
  #countsStoring = false
  #isDead = false
  #onDeath: () => void

  constructor(work: Work, open: OpenTransaction, onDeath: () => void) {
    this.#work = work
    this.#open = open
    this.#onDeath = onDeath
  }

  get enabled(): Gate[] {
    const open = this.#open.current
    if (open === null) return this.waiting
    return this.waiting.filter(
      ({ kind, transaction }) =>
        transaction === open || (transaction === null && (kind === 'read' || kind === 'skip')),
    )
  }

  /** With `storing`, only statements that store something count. */
  killAfter(statements: number, diesBefore: boolean, storing: boolean): void {
    this.#left = statements
    this.#countsStoring = storing
    this.#diesBefore = diesBefore
  }

  spare(): void {
    this.#left = Infinity
  }

  kill(): void {
    if (this.#isDead) return
    this.#isDead = true
    this.#onDeath()
    for (const gate of this.waiting.splice(0)) gate.refuse()
  }

  database(real: Database): Database {
    return this.#wrap(real, null) as Database
  }

  #wrap(real: Sql, transaction: object | null): Sql {
    return new Proxy(real, {
      apply: (target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) => {
        const made: unknown = Reflect.apply(target, self, [strings, ...values])
        if (Array.isArray(strings.raw)) {
          const query = made as PendingQuery
          this.#hold(query, kindOf(query), transaction)
        }
        return made
      },
      get: (target, name) =>
        name === 'begin'
          ? (act: (tx: Sql) => Promise<unknown>) => this.#begin(target as Database, act)
          : Reflect.get(target, name),
    })
  }

  /** Stops the query until it is executed. A fragment of another statement is never executed. */
  #hold(query: PendingQuery, kind: Gate['kind'], transaction: object | null): void {
    const { handler, resolve, reject } = query
    const done = (tell: () => void) => {
      this.#work.end()
      if (this.#dies()) reject(new Killed())
      else tell()
    }
    query.handler = (self) => {
      query.resolve = (rows) => done(() => resolve(rows))
      query.reject = (error) => done(() => reject(error))
      const run = () => here.exit(() => handler(self))
      this.#pass(kind, transaction).then(run, reject)
    }
  }

  /** The caller that passed the gate ends the work that begins there. */
  #pass(kind: Gate['kind'], transaction: object | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new Killed())
      if (this.#isDead) return refuse()
      const gate: Gate = {
        kind,
        transaction,
        refuse,
        open: () => {
          this.waiting.splice(this.waiting.indexOf(gate), 1)
          if (!this.#countsStoring || kind === 'commit' || kind === 'skip') this.#left--
          if (this.#left <= 0 && this.#diesBefore) {
            this.kill()
            return refuse()
          }
          this.#work.begin()
          resolve()
        },
      }
      this.waiting.push(gate)
    })
  }

  async #begin(real: Database, act: (tx: Sql) => Promise<unknown>): Promise<unknown> {
    const place = here.getStore() as Place
    await this.#pass('begin', null)
    const transaction = (this.#open.current = {})
    const inside = async (tx: Sql) => {
      this.#work.end()
      let isCommitting = false
      try {
        const result = await act(this.#wrap(tx, transaction))
        await this.#pass('commit', transaction)
        isCommitting = true
        return result
      } finally {
        // A rollback waits for no gate.
        if (!isCommitting) this.#work.begin()
      }
    }
    try {
      return await here.exit(() => real.begin((tx) => here.run(place, inside, tx)))
    } finally {
      this.#work.end()
      this.#open.current = null
      // Whatever the result is, nobody receives it.
      // oxlint-disable-next-line no-unsafe-finally -- the process is gone, and its answer with it
      if (this.#dies()) throw new Killed()
    }
  }

  #dies(): boolean {
    if (this.#left <= 0) this.kill()
    return this.#isDead
  }
}
