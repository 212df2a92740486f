import type { Sql } from '../database/client.ts'

/** The settings of a row of `public.hangouts` in the wire's shape, for `json_build_object`. */
export const roomSettingsFields = (sql: Sql, hangout: string) => {
  const r = sql(hangout)
  return sql`
  'topic', ${r}.topic, 'history', ${r}.history, 'slow_mode_seconds', ${r}.slow_mode_seconds,
  'locked', ${r}.locked_at is not null, 'closed', ${r}.closed_at is not null`
}
