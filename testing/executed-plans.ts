import postgres from 'postgres'

/** What PostgreSQL did for one call, with the statements inside its functions. */
export interface Executed {
  /** The tables that were read completely. */
  scanned: string[]
  /** The statements, with those inside functions, triggers and foreign keys. Starting one costs more than a few rows. */
  statements: number
  /** The rows that all nodes of all plans looked at. It is the same in each run, unlike the time. */
  rows: number
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  Plans?: PlanNode[]
}

const SETTINGS = `
  load 'auto_explain';
  set auto_explain.log_min_duration = 0;
  set auto_explain.log_analyze = on;
  set auto_explain.log_timing = off;
  set auto_explain.log_nested_statements = on;
  set auto_explain.log_format = json;
  set client_min_messages = log`

/**
 * One connection that reports the plans it executes, also those that a function has kept from its first calls. It needs
 * the address of a superuser. The call gets a pool of one connection, like one connection of the relay.
 */
export async function openExecutionObserver(superuserUrl: string) {
  let notices: string[] = []
  const sql = postgres(superuserUrl, {
    max: 1,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    onnotice: ({ message }) => void notices.push(message ?? ''),
  })
  await sql.unsafe(SETTINGS)
  return {
    sql,
    /** What the call did, without the scans of `ignoredTable`. */
    async executed(call: () => Promise<unknown>, ignoredTable?: string): Promise<Executed> {
      notices = []
      await call()
      const plans = notices.filter(isPlan)
      const nodes = plans
        .flatMap((notice) => [...nodesOf(notice)])
        .filter((node) => ignoredTable === undefined || node['Relation Name'] !== ignoredTable)
      return {
        statements: plans.length,
        scanned: nodes
          .filter((node) => node['Node Type'] === 'Seq Scan')
          .map((node) => node['Relation Name'] ?? '?'),
        rows: nodes.reduce((sum, node) => sum + rowsOf(node), 0),
      }
    },
  }
}

const isPlan = (notice: string) => notice.startsWith('duration:') && notice.includes('{')

function* nodesOf(notice: string): Generator<PlanNode> {
  const { Plan } = JSON.parse(notice.slice(notice.indexOf('{'))) as { Plan: PlanNode }
  yield* within(Plan)
}

function* within(node: PlanNode): Generator<PlanNode> {
  yield node
  for (const child of node.Plans ?? []) yield* within(child)
}

const rowsOf = (node: PlanNode) =>
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Join Filter'] ?? 0)) *
  node['Actual Loops']
