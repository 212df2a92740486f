import postgres from 'postgres'
import type { Database } from '../server/database/client.ts'

interface Statement {
  query: string
  parameters: unknown[]
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
}

/** What one call of the relay costs, however many statements it takes. */
export interface Cost {
  /** Tables read from end to end. */
  scanned: string[]
  /** Pages touched. */
  blocks: number
}

/**
 * A pool like the relay's that remembers what it was asked, so that the very statements of a rule can be explained, with the
 * values it used and with the plan PostgreSQL makes for any values.
 */
export class PlanObserver {
  readonly sql: Database
  #statements: Statement[] = []

  constructor(url: string) {
    this.sql = postgres(url, {
      max: 2,
      onnotice: () => undefined,
      types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
      debug: (_connection, query, parameters) => {
        this.#statements.push({ query, parameters })
      },
    }) as Database
  }

  async costOf(call: (sql: Database) => Promise<unknown>): Promise<Cost> {
    this.#statements = []
    await call(this.sql)
    const statements = this.#statements.filter(({ query }) => !isPreparation(query))
    if (statements.length === 0) throw new Error('the call asked the database nothing')
    const settings = statements.filter(isSetting)
    const cost: Cost = { scanned: [], blocks: 0 }
    for (const statement of statements.filter((one) => !isSetting(one))) {
      const actual = await this.#measure(statement, settings)
      const general = await this.#generalPlan(statement, settings)
      cost.blocks += (actual['Shared Hit Blocks'] ?? 0) + (actual['Shared Read Blocks'] ?? 0)
      cost.scanned.push(...scans(actual), ...scans(general))
    }
    return cost
  }

  async #measure({ query, parameters }: Statement, settings: Statement[]): Promise<PlanNode> {
    const explain = `explain (analyze, buffers, timing off, format json) ${query}`
    return this.#undone(settings, (tx) => tx.unsafe(explain, parameters as never[]))
  }

  async #generalPlan({ query }: Statement, settings: Statement[]): Promise<PlanNode> {
    const explain = `explain (generic_plan, format json) ${query}`
    return this.#undone(settings, (tx) => tx.unsafe(explain).simple())
  }

  /** With what the call had set, and inside a transaction that is rolled back: some statements write. */
  async #undone(
    settings: Statement[],
    explain: (tx: postgres.TransactionSql) => Promise<readonly unknown[]>,
  ): Promise<PlanNode> {
    const undo = new Error('rolled back on purpose')
    let plan: PlanNode | undefined
    await this.sql
      .begin(async (tx) => {
        for (const { query, parameters } of settings) await tx.unsafe(query, parameters as never[])
        const [row] = await explain(tx)
        plan = planOf(row)
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
    if (plan === undefined) throw new Error('no plan')
    return plan
  }
}

const isSetting = ({ query }: Statement) => query.includes('set_config(')

/** What postgres.js itself asks when it connects. */
const isPreparation = (query: string) => /pg_catalog|^\s*(begin|commit|rollback)/.test(query)

function planOf(row: unknown): PlanNode {
  const [{ Plan }] = (row as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN']
  return Plan
}

function scans(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '?'] : []
  return [...own, ...(node.Plans ?? []).flatMap(scans)]
}
