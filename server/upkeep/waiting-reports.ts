import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'

/**
 * Tells the operator of reports that nobody has decided for a day. The only moderator never sees a report about
 * themselves, so without this line nobody would learn of it.
 */
export function tellOfWaitingReports({ sql, log }: { sql: Database; log: Logger }) {
  let told = 0
  return async (): Promise<void> => {
    const [row] = await sql<{ reports: number; oldest: Date | null }[]>`
      select count(*)::int as reports, min(created_at) as oldest
      from public.reports where decided_at is null and created_at < now() - interval '1 day'`
    const { reports, oldest } = row!
    if (reports > told) log.warn({ reports, oldest }, 'reports have waited for more than a day')
    told = reports
  }
}
