import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { repeatByClock, type Repeat } from '../repeat.ts'

/** The pause between two tries, because the database may start later than the relay. */
const AGAIN_MILLISECONDS = 10_000

interface FirstModeratorEdge {
  config: Pick<Config, 'firstModerator'>
  sql: Database
  log: Logger
}

/**
 * Writes PARLEY_FIRST_MODERATOR into the database, which decides about roles. Without the setting, the first moderator
 * of an earlier start is a moderator no more. While the database is away, it is tried again and again.
 */
export function keepFirstModerator(
  { config: { firstModerator }, sql, log }: FirstModeratorEdge,
  repeat: Repeat = repeatByClock,
): { start(): Promise<void>; close(): void } {
  let stop: (() => void) | null = null
  let isClosed = false

  async function write(): Promise<void> {
    try {
      await sql`
        update private.installation set first_moderator = ${firstModerator}
        where first_moderator is distinct from ${firstModerator}`
      stop?.()
    } catch (error) {
      if (stop !== null || isClosed) return
      log.warn({ err: error }, 'could not note the first moderator yet')
      stop = repeat(AGAIN_MILLISECONDS, write)
    }
  }

  return {
    start: write,
    close() {
      isClosed = true
      stop?.()
    },
  }
}
