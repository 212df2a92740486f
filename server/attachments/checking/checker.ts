import { rm } from 'node:fs/promises'
import type { Sql } from '../../database/client.ts'
import type { Logger } from '../../logger.ts'
import { versionsOf, type BlobStore } from '../storage/blob-store.ts'
import type { FileWatch } from '../storage/file-watch.ts'
import type { Spool } from '../spool/spool.ts'
import type { Examined } from './examination.ts'
import type { Examiner } from './examiner.ts'

/** Looks at uploads whose bytes have all come, and puts them into the storage. */
export interface Checker {
  /** Begins the check of an upload, if all its bytes are on this node and no check of it runs. */
  resume(id: string): Promise<void>
  /** Resolves when nothing is being checked any more. */
  close(): Promise<void>
}

interface CheckerEdge {
  sql: Sql
  spool: Spool
  blobs: BlobStore
  examiner: Examiner
  log: Logger
  watch: Pick<FileWatch, 'upload' | 'uploadRefused' | 'fileExamined'>
}

export function createChecker({ sql, spool, blobs, examiner, log, watch }: CheckerEdge): Checker {
  let isClosed = false
  const running = new Map<string, Promise<void>>()

  async function check(id: string, path: string): Promise<void> {
    const [upload] = await sql<{ owner_id: string | null }[]>`
      update private.uploads set state = 'checking'
      where id = ${id} and state in ('receiving', 'checking')
      returning owner_id`
    if (upload === undefined) return
    const drawn = { original: `${path}.original`, preview: `${path}.preview` }
    try {
      const examined = await examiner.examine(upload.owner_id ?? id, { path, ...drawn })
      if (examined === null) await refuse(id)
      else await keep(id, examined, examined.picture === null ? { original: path } : drawn)
      await spool.remove(id)
    } finally {
      await Promise.all(Object.values(drawn).map((one) => rm(one, { force: true })))
    }
  }

  const refuse = async (id: string) => {
    watch.upload('refused')
    watch.uploadRefused('unreadable')
    await sql`update private.uploads set state = 'refused' where id = ${id} and state = 'checking'`
  }

  /** The bytes come first. A row that is ready always has its bytes. */
  async function keep(
    id: string,
    { kind, mime, size, sha256, picture }: Examined,
    paths: { original: string; preview?: string },
  ): Promise<void> {
    watch.fileExamined(kind)
    const [original, preview] = versionsOf(id)
    await blobs.put(original, paths.original, mime)
    if (paths.preview !== undefined) await blobs.put(preview, paths.preview, 'image/webp')
    const { count } = await sql`
      update private.uploads
      set state = 'ready', kind = ${kind}, mime = ${mime}, size = ${size}, sha256 = ${sha256},
        width = ${picture?.width ?? null}, height = ${picture?.height ?? null},
        placeholder = ${picture?.placeholder ?? null}
      where id = ${id} and state = 'checking'`
    // The owner cancelled it meanwhile.
    if (count === 0) await blobs.remove([original, preview])
    else watch.upload('ready')
  }

  return {
    async resume(id) {
      if (isClosed || running.has(id)) return
      const bytes = await spool.bytesOf(id)
      if (bytes === null || bytes.received < bytes.size || running.has(id)) return
      const work = check(id, bytes.path)
        .catch((error: unknown) => {
          if (isClosed) return
          watch.upload('failed')
          log.error({ err: error, upload: id }, 'a file could not be checked')
        })
        .finally(() => running.delete(id))
      running.set(id, work)
    },
    async close() {
      isClosed = true
      await examiner.close()
      await Promise.all(running.values())
    },
  }
}
