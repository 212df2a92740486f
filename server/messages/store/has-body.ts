import type { Sql } from '../../database/client.ts'

/** Whether a row of `public.messages` has a body: the same as `bodyOf` of `wire/content.ts` says of a message. */
export const hasBody = (sql: Sql, alias: string) => {
  const m = sql(alias)
  return sql`(${m}.kind = 'text' and ${m}.deleted_at is null)`
}
