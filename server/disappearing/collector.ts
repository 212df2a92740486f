import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import { isPassingFault } from '../database/faults.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../operations/metrics.ts'
import type { Publisher } from '../realtime/publish.ts'
import { repeatByClock, type Repeat } from '../repeat.ts'
import { announceCollected } from './announce.ts'
import { collectEndedMessages, collectingLag } from './collect.ts'

interface CollectorEdge {
  config: Pick<Config, 'collectSeconds'>
  sql: Database
  publish: Publisher
  metrics: Pick<Metrics, 'endedLag' | 'endedCollected'>
  log: Logger
}

/** Deletes what has disappeared from the database, again and again. One node at a time does so. */
export function startCollector(
  { config, sql, publish, metrics, log }: CollectorEdge,
  repeat: Repeat = repeatByClock,
): { close(): Promise<void> } {
  let isStopped = false
  let told = ''
  let running: Promise<void> | null = null

  async function collect(): Promise<void> {
    metrics.endedLag(await collectingLag(sql))
    await collectEndedMessages(sql, {
      isStopped: () => isStopped,
      announce: (collected) => announceCollected({ sql, publish }, collected),
      tell: metrics.endedCollected,
    })
    told = ''
  }

  const run = () =>
    (running ??= collect()
      .catch((error: unknown) => {
        // The same fault is told once and not every few seconds.
        if (isPassingFault(error) || told === String(error)) return
        told = String(error)
        log.error({ err: error }, 'ended messages could not be collected')
      })
      .finally(() => {
        running = null
      }))
  const stop = repeat(config.collectSeconds * 1_000, run)
  return {
    async close() {
      isStopped = true
      stop()
      await running
    },
  }
}
