import { perName } from '../../database/fragments.ts'

/**
 * Whether a row of `public.messages` is past its end. A statement sees one moment for all its rows. Null, which counts
 * as no, for a message without an end.
 */
export const hasEnded = perName(
  (sql, alias: string) => sql`(${sql(alias)}.expires_at <= statement_timestamp())`,
)
