import type { Attachments } from '../attachments/attachments.ts'
import { collectFiles, forgetUploadedBytes, tidySpool } from '../attachments/collect.ts'
import type { FileWatch } from '../attachments/storage/file-watch.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { eachStep, repeatByClock, repeatWork, type Repeat } from '../repeat.ts'
import { takeUpkeepTurn } from './turn.ts'

/** How many files one transaction deletes. The storage takes them in one request. */
const BATCH = 100
const PAUSE_MILLISECONDS = 60_000

interface FilesEdge {
  config: Pick<Config, 'files'>
  sql: Database
  attachments: Pick<Attachments, 'blobs' | 'spool' | 'checker'>
  log: Logger
  watch: Pick<FileWatch, 'filesCollected'>
}

/** Deletes files that nobody needs, again and again. One node at a time does so; each looks after its own spool. */
export function startFileCollector(
  { config, sql, attachments, log, watch }: FilesEdge,
  repeat: Repeat = repeatByClock,
): { close(): Promise<void> } {
  const { keepHours } = config.files

  async function collect(isStopped: () => boolean): Promise<void> {
    let count: number | null = BATCH
    while (count === BATCH && !isStopped()) {
      count = await takeUpkeepTurn(sql, (tx) =>
        collectFiles(tx, attachments.blobs, { batch: BATCH, keepHours }),
      )
      watch.filesCollected(count ?? 0)
    }
  }

  const work = {
    milliseconds: PAUSE_MILLISECONDS,
    run: (isStopped: () => boolean) =>
      eachStep([
        () => tidySpool(sql, attachments),
        () => collect(isStopped),
        () => takeUpkeepTurn(sql, forgetUploadedBytes),
      ]),
    fault: 'files could not be collected',
  }
  return repeatWork(work, log, repeat)
}
