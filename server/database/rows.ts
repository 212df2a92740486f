import type postgres from 'postgres'
import { z } from 'zod'

let isChecking = false

/** From now on every row is checked by its schema. Only tests do so: decision 011 gives the cost. */
export function checkRows(): void {
  isChecking = true
}

/** The rows of a query, with the type of their schema. In the tests, a fragment that leaves out a column fails. */
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
