import type { FileDraft, PendingFile } from '../../uploads/pending-file.ts'
import type { Database, OpenDatabase } from '../database/database.ts'
import { createPatience } from '../database/patience.ts'

/** A younger file may belong to a message that another tab is storing at this moment. */
const ORPHAN_AFTER_MS = 10 * 60_000

/** The bytes of files that wait to be sent. The browser keeps them on its disk: only pieces come into memory. */
export function createBlobStore(open: OpenDatabase) {
  const inTime = createPatience()
  const use = <T>(work: (stored: Database) => Promise<T>): Promise<T> => inTime(open().then(work))
  /** The files that the person chose in this tab. They need no space on the disk. */
  const here = new Map<string, Blob>()

  const store = (blobs: readonly [string, Blob][]) =>
    use(async (stored) => {
      const stored_at = Date.now()
      const transaction = stored.transaction('blobs', 'readwrite')
      for (const [key, blob] of blobs) {
        transaction.store.put({ blob, stored_at }, key).catch(() => undefined)
      }
      await transaction.done
    })

  return {
    async get(key: string): Promise<Blob | undefined> {
      const kept = here.get(key)
      if (kept) return kept
      return (await use((stored) => stored.get('blobs', key)).catch(() => undefined))?.blob
    },
    /** The database is new. It takes what this tab has. */
    async addAgain(): Promise<void> {
      await store([...here]).catch(() => undefined)
    },
    /** Resolves to false when this browser has no space for them. Then they are only in this tab. */
    async add(drafts: readonly FileDraft[]): Promise<boolean> {
      for (const { key, blob } of drafts) here.set(key, blob)
      return store(drafts.map(({ key, blob }) => [key, blob])).then(
        () => true,
        () => false,
      )
    },
    async remove(files: readonly PendingFile[]): Promise<void> {
      for (const { key } of files) here.delete(key)
      // The database may be closed by now. The next visit finds what is left.
      await use((stored) => Promise.all(files.map(({ key }) => stored.delete('blobs', key)))).catch(
        () => undefined,
      )
    },
    /** Stores where the bytes of a file go, so that another visit continues there. */
    async notePlace(clientId: string, key: string, upload: string): Promise<void> {
      await use(async (stored) => {
        const transaction = stored.transaction('outbox', 'readwrite')
        const entry = await transaction.store.index('client_id').get(clientId)
        if (entry?.files) {
          const files = entry.files.map((file) => (file.key === key ? { ...file, upload } : file))
          await transaction.store.put({ ...entry, files })
        }
        await transaction.done
      }).catch(() => undefined)
    },
    async placesOf(clientId: string): Promise<string[]> {
      const finding = use((stored) => stored.getFromIndex('outbox', 'client_id', clientId))
      const entry = await finding.catch(() => undefined)
      return entry?.files?.flatMap(({ upload }) => upload ?? []) ?? []
    },
    /** Removes the files of messages that are no longer in the outbox. */
    async removeOrphans(): Promise<void> {
      const transaction = (await open()).transaction(['outbox', 'blobs'], 'readwrite')
      const entries = await transaction.objectStore('outbox').getAll()
      const used = new Set(entries.flatMap(({ files = [] }) => files.map(({ key }) => key)))
      const store = transaction.objectStore('blobs')
      for (const key of await store.getAllKeys()) {
        if (used.has(key)) continue
        const stored = await store.get(key)
        if (Date.now() - (stored?.stored_at ?? 0) > ORPHAN_AFTER_MS) await store.delete(key)
      }
      await transaction.done
    },
  }
}
