import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../operations/metrics.ts'
import type { Publisher } from '../realtime/publish.ts'
import { repeatByClock, repeatWork, type Repeat } from '../repeat.ts'
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
  const work = {
    milliseconds: config.collectSeconds * 1_000,
    async run(isStopped: () => boolean) {
      metrics.endedLag(await collectingLag(sql))
      await collectEndedMessages(sql, {
        isStopped,
        announce: (collected) => announceCollected({ sql, publish }, collected),
        tell: metrics.endedCollected,
      })
    },
    fault: 'ended messages could not be collected',
  }
  return repeatWork(work, log, repeat)
}
