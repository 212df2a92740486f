import type { Database, Sql } from '../../server/database/client.ts'
import { here, type Place } from './ambient.ts'
import type { Work } from './work.ts'
import { Killed, kindOf, type Gate, type PendingQuery } from './gate.ts'

/**
 * The database as one relay has it: real, but every statement, BEGIN and COMMIT waits until the model lets it run, one at a
 * time. So the model decides about the order of everything, and between which two statements the relay is killed.
 */
export class Gates {
  waiting: Gate[] = []
  readonly #work: Work
  #transaction: object | null = null
  /** Statements that the relay still lives to see; in the end it dies before the last one runs, or before it learns of it. */
  #left = Infinity
  #diesBefore = false
  #countsStoring = false
  #isDead = false
  #onDeath: () => void

  constructor(work: Work, onDeath: () => void) {
    this.#work = work
    this.#onDeath = onDeath
  }

  get enabled(): Gate[] {
    const open = this.#transaction
    if (open === null) return this.waiting
    return this.waiting.filter(
      ({ kind, transaction }) =>
        transaction === open || (transaction === null && (kind === 'read' || kind === 'skip')),
    )
  }

  /** `storing`: only those are counted with which something is stored for good. */
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
          this.#hold(made as PendingQuery, kindOf(strings.join('?')), transaction)
        }
        return made
      },
      get: (target, name) =>
        name === 'begin'
          ? (act: (tx: Sql) => Promise<unknown>) => this.#begin(target as Database, act)
          : Reflect.get(target, name),
    })
  }

  /** Holds it back for when it is executed. A part of another statement never is. */
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

  /** The work that begins with the gate's opening is ended by whoever passed it. */
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
    const transaction = (this.#transaction = {})
    const inside = async (tx: Sql) => {
      this.#work.end()
      let isCommitting = false
      try {
        const result = await act(this.#wrap(tx, transaction))
        await this.#pass('commit', transaction)
        isCommitting = true
        return result
      } finally {
        // A rollback asks nobody.
        if (!isCommitting) this.#work.begin()
      }
    }
    try {
      return await here.exit(() => real.begin((tx) => here.run(place, inside, tx)))
    } finally {
      this.#work.end()
      this.#transaction = null
      // Whatever came of it, nobody hears of it any more.
      // oxlint-disable-next-line no-unsafe-finally -- the process is gone, and its answer with it
      if (this.#dies()) throw new Killed()
    }
  }

  #dies(): boolean {
    if (this.#left <= 0) this.kill()
    return this.#isDead
  }
}
