import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { createChecker, type Checker } from './checking/checker.ts'
import { createExaminer } from './checking/examiner.ts'
import type { BlobStore } from './storage/blob-store.ts'
import { openFolderStore } from './storage/folder-store.ts'
import { openSpool, type Spool } from './spool/spool.ts'

export interface Attachments {
  spool: Spool
  checker: Checker
  blobs: BlobStore
  close(): Promise<void>
}

/** The way of a file: its pieces come into the spool, the checker looks at them, and the storage keeps them. */
export function createAttachments(parts: {
  config: Pick<Config, 'files'>
  sql: Database
  log: Logger
}): Attachments {
  const { folder } = parts.config.files
  const blobs = openFolderStore(join(folder, 'files'))
  const spool = openSpool(join(folder, 'uploads'), (id) => void checker.resume(id))
  const examiner = createExaminer()
  const checker = createChecker({ ...parts, spool, blobs, examiner })
  return { spool, checker, blobs, close: () => checker.close() }
}
