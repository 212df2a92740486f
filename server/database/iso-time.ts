import { perName } from './fragments.ts'

/** A time column in the format of the wire. The name always comes from our code, never from input. */
export const isoTime = perName(
  (sql, column: string) =>
    sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
)
