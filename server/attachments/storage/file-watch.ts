import type { FileKind } from '../../../wire/files.ts'
import type { BlobStore } from './blob-store.ts'

/** What can become of an upload that was begun. `failed`: the relay itself could not check or store it. */
export const uploadOutcomes = ['begun', 'ready', 'refused', 'cancelled', 'failed'] as const
type UploadOutcome = (typeof uploadOutcomes)[number]

/** Why an upload was refused: by a rule before it began, or by its bytes. The list is closed. */
export const uploadRefusals = [
  'uploads_disabled',
  'file_refused',
  'file_too_large',
  'quota_exceeded',
  'too_many_uploads',
  'unreadable',
] as const
export type UploadRefusal = (typeof uploadRefusals)[number]

export const isUploadRefusal = (code: unknown): code is UploadRefusal =>
  uploadRefusals.some((one) => one === code)

export const storageOperations = ['put', 'get', 'remove'] as const
type StorageOperation = (typeof storageOperations)[number]

/** Counts what happens to files. It gets no name, no id and no person. */
export interface FileWatch {
  upload(outcome: UploadOutcome): void
  uploadRefused(reason: UploadRefusal): void
  bytesReceived(bytes: number): void
  fileExamined(kind: FileKind): void
  /** The process that examines was ended, because a file took too long or too much memory. */
  examinerKilled(): void
  storageFailed(operation: StorageOperation): void
  filesCollected(files: number): void
}

/** The same storage, which tells about its faults. A file that is not there is none. */
export function watchedStore(blobs: BlobStore, watch: Pick<FileWatch, 'storageFailed'>): BlobStore {
  const told = (operation: StorageOperation) => (error: unknown) => {
    watch.storageFailed(operation)
    throw error
  }
  return {
    prepare: () => blobs.prepare(),
    put: (...file) => blobs.put(...file).catch(told('put')),
    get: (...file) => blobs.get(...file).catch(told('get')),
    remove: (names) => blobs.remove(names).catch(told('remove')),
  }
}
