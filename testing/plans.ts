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

/** The cost of one call of the relay, over all its statements. */
export interface Cost {
  /** The tables that were read completely. */
  scanned: string[]
  /** The database pages that were read. */
  blocks: number
}

/**
 * A pool like the relay's that records its queries. A test can then explain the real statements of a rule, with the
 * real values or with the plan for any values.
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

  /** The number of statements of a call. */
  async countOf(call: (sql: Database) => Promise<unknown>): Promise<number> {
    this.#statements = []
    await call(this.sql)
    return this.#statements.filter(({ query }) => !isPreparation(query)).length
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

  /** The tables in the plans of a call, each as often as it stands there. PostgreSQL prepares each at every call. */
  async tablesOf(call: (sql: Database) => Promise<unknown>): Promise<string[]> {
    this.#statements = []
    await call(this.sql)
    const asked = this.#statements.filter((one) => !isPreparation(one.query) && !isSetting(one))
    const plans = await Promise.all(asked.map((one) => this.#generalPlan(one, [])))
    return plans.flatMap(tablesIn)
  }

  async #measure({ query, parameters }: Statement, settings: Statement[]): Promise<PlanNode> {
    const explain = `explain (analyze, buffers, timing off, format json) ${query}`
    return this.#undone(settings, (tx) => tx.unsafe(explain, parameters as never[]))
  }

  async #generalPlan({ query }: Statement, settings: Statement[]): Promise<PlanNode> {
    const explain = `explain (generic_plan, format json) ${query}`
    return this.#undone(settings, (tx) => tx.unsafe(explain).simple())
  }

  /**
   * Explains with the settings of the call, inside a transaction that is rolled back, because some statements write.
   */
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

/** The queries of postgres.js itself when it connects. */
const isPreparation = (query: string) => /pg_catalog|^\s*(begin|commit|rollback)/.test(query)

function planOf(row: unknown): PlanNode {
  const [{ Plan }] = (row as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN']
  return Plan
}

function scans(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '?'] : []
  return [...own, ...(node.Plans ?? []).flatMap(scans)]
}

const tablesIn = ({ 'Relation Name': name, Plans = [] }: PlanNode): string[] => [
  ...(name === undefined ? [] : [name]),
  ...Plans.flatMap(tablesIn),
]
