import { perName } from '../../database/fragments.ts'
import { hasEnded } from './has-ended.ts'

/** Whether a row of `public.messages` has a body. It agrees with `bodyOf` of `wire/content.ts`. */
export const hasBody = perName((sql, alias: string) => {
  const m = sql(alias)
  return sql`(${m}.kind = 'text' and ${m}.deleted_at is null and ${m}.hidden_at is null
    and ${hasEnded(sql, alias)} is not true)`
})
