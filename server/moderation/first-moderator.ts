import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'

/**
 * Writes PARLEY_FIRST_MODERATOR into the database, which decides about roles. Without the setting, the first moderator
 * of an earlier start is one no more. When the database is away, the next start writes it.
 */
export async function keepFirstModerator({
  config,
  sql,
  log,
}: {
  config: Pick<Config, 'firstModerator'>
  sql: Database
  log: Logger
}): Promise<void> {
  const { firstModerator } = config
  try {
    await sql`
      update private.installation set first_moderator = ${firstModerator}
      where first_moderator is distinct from ${firstModerator}`
  } catch (error) {
    log.warn({ err: error }, 'could not note the first moderator')
  }
}
