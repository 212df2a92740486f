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
  function guarded(name: string, work: () => Promise<void>): () => Promise<void> {
    let isRunning = false
    const { succeeded, failed } = tellFaults(log, 'upkeep failed', { task: name })
    return () => {
      if (isRunning || isStopped) return running
      isRunning = true
      running = running
        .then(() => (isStopped ? undefined : work()))
        .then(succeeded, failed)
        .finally(() => {
          isRunning = false
        })
      return running
    }
  }

  const tellOfWaiting = tellOfWaitingReports({ sql, log })
  const stops = [
    repeat(
      DEPARTURES_MILLISECONDS,
      guarded('departures', async () => {
        const gone = await continueDepartures(sql, { isStopped: () => isStopped })
        if (gone > 0) log.info({ accounts: gone }, 'deleted accounts are worked off')
      }),
    ),
    repeat(
      RETENTION_MILLISECONDS,
      guarded('retention', async () => {
        const deleted = await deleteWhatIsOld(sql, config.retention, {
          isStopped: () => isStopped,
        })
        if (Object.values(deleted).some((count) => count > 0))
          log.info(deleted, 'old data is deleted')
        const forgotten = await forgetDarkRooms(sql, { isStopped: () => isStopped })
        if (forgotten.messages + forgotten.aliases > 0) {
          log.info(forgotten, 'what dark rooms keep for a time is deleted')
        }
        await tellOfWaiting()
      }),
    ),
  ]
  return {
    async close() {
      isStopped = true
      for (const stop of stops) stop()
      await running
    },
  }
}
