import type { Sql } from './client.ts'

/** A time column as the wire has it. The name is one of ours, never anything that came in. */
export const isoTime = (sql: Sql, column: string) =>
  sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
