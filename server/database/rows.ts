import type postgres from 'postgres'
import { z } from 'zod'

let isChecking = false

/** From now on every row is read by its schema. Tests do so; what it costs and why the relay does not: decision 011. */
export function checkRows(): void {
  isChecking = true
}

/** The rows of a query, with the type of their schema. A fragment that leaves a column out fails in the tests. */
export async function readRows<Schema extends z.ZodType>(
  schema: Schema,
  query: postgres.PendingQuery<postgres.Row[]>,
): Promise<z.infer<Schema>[]> {
  const rows = await query
  return isChecking ? z.array(schema).parse([...rows]) : (rows as unknown as z.infer<Schema>[])
}

/** The only row of a query, or undefined when there is none. */
export async function readRow<Schema extends z.ZodType>(
  schema: Schema,
  query: postgres.PendingQuery<postgres.Row[]>,
): Promise<z.infer<Schema> | undefined> {
  const [row] = await readRows(schema, query)
  return row
}
