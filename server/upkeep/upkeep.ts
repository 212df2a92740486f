import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { repeatByClock, tellFaults, type Repeat } from '../repeat.ts'
import { continueDepartures } from './departures.ts'
import { forgetDarkRooms } from './dark-rooms.ts'
import { deleteWhatIsOld } from './retention.ts'
import { tellOfWaitingReports } from './waiting-reports.ts'

const DEPARTURES_MILLISECONDS = 5_000
const RETENTION_MILLISECONDS = 10 * 60_000

/** The work of the relay that nobody asks for. It never runs twice at once, whatever the number of nodes. */
export function startUpkeep(
  { config, sql, log }: { config: Config; sql: Database; log: Logger },
  repeat: Repeat = repeatByClock,
): { close(): Promise<void> } {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  /** One task at a time. A task that is still running is not started again. */
  function every(milliseconds: number, name: string, work: () => Promise<void>): () => void {
    let isRunning = false
    const { succeeded, failed } = tellFaults(log, 'upkeep failed', {
      fields: { task: name },
      milliseconds,
    })
    return repeat(milliseconds, () => {
      if (isRunning || isStopped) return running
      isRunning = true
      running = running
        .then(() => (isStopped ? undefined : work()))
        .then(succeeded, failed)
        .finally(() => {
          isRunning = false
        })
      return running
    })
  }

  const stops = [
    every(DEPARTURES_MILLISECONDS, 'departures', async () => {
      const gone = await continueDepartures(sql, { isStopped: () => isStopped })
      if (gone > 0) log.info({ accounts: gone }, 'deleted accounts are worked off')
    }),
    every(RETENTION_MILLISECONDS, 'retention', async () => {
      const deleted = await deleteWhatIsOld(sql, config.retention, {
        isStopped: () => isStopped,
      })
      if (Object.values(deleted).some((count) => count > 0))
        log.info(deleted, 'old data is deleted')
    }),
    // On its own: people were told that their words are gone after a day, whatever else fails.
    every(RETENTION_MILLISECONDS, 'dark rooms', async () => {
      const forgotten = await forgetDarkRooms(sql, { isStopped: () => isStopped })
      if (forgotten.messages + forgotten.aliases > 0) {
        log.info(forgotten, 'what dark rooms keep for a time is deleted')
      }
    }),
    every(RETENTION_MILLISECONDS, 'waiting reports', tellOfWaitingReports({ sql, log })),
  ]
  return {
    async close() {
      isStopped = true
      for (const stop of stops) stop()
      await running
    },
  }
}
