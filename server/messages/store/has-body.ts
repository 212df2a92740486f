import type { Sql } from '../../database/client.ts'

/** Whether a row of `public.messages` has a body. It agrees with `bodyOf` of `wire/content.ts`. */
export const hasBody = (sql: Sql, alias: string) => {
  const m = sql(alias)
  return sql`(${m}.kind = 'text' and ${m}.deleted_at is null)`
}
