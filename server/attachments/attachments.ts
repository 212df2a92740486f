import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { createChecker, type Checker } from './checking/checker.ts'
import { createExaminer, type Examiner } from './checking/examiner.ts'
import type { BlobStore } from './storage/blob-store.ts'
import { openBucketStore } from './storage/bucket-store.ts'
import { watchedStore, type FileWatch } from './storage/file-watch.ts'
import { openFolderStore } from './storage/folder-store.ts'
import { openSpool, type Spool } from './spool/spool.ts'

export interface Attachments {
  spool: Spool
  checker: Checker
  blobs: BlobStore
  examiner: Examiner
  close(): Promise<void>
}

/** Where the files lie: in the bucket when there is one. */
export const openBlobStore = ({ folder, bucket }: Config['files']): BlobStore =>
  bucket === null ? openFolderStore(join(folder, 'files')) : openBucketStore(bucket)

/** The way of a file: its pieces come into the spool, the checker looks at them, and the storage keeps them. */
export function createAttachments(edge: {
  config: Pick<Config, 'files'>
  sql: Database
  log: Logger
  watch: FileWatch
}): Attachments {
  const { folder, bytesPerSecond } = edge.config.files
  const { watch } = edge
  const blobs = watchedStore(openBlobStore(edge.config.files), watch)
  const spool = openSpool(join(folder, 'uploads'), bytesPerSecond, {
    onBytes: watch.bytesReceived,
    onFinish: (id) => void checker.resume(id),
  })
  const examiner = createExaminer(watch.examinerKilled)
  const checker = createChecker({ ...edge, spool, blobs, examiner })
  return { spool, checker, blobs, examiner, close: () => checker.close() }
}
