import type { Readable } from 'node:stream'

/** A file in the storage. Its name is made of ids alone: the name that a person gave lies in the database. */
export type BlobName = `${string}/${BlobVersion}`
export type BlobVersion = 'original' | 'preview'

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  start: number
  end: number
}

/** Where the bytes of files lie. */
export interface BlobStore {
  /** Makes the place, and throws what an operator has to know when it cannot be used. */
  prepare(): Promise<void>
  /** Stores the local file at `path`, in place of an older one of this name. The local file stays. */
  put(name: BlobName, path: string, mime: string): Promise<void>
  /** Null when it is not there. */
  get(name: BlobName, range?: ByteRange): Promise<Readable | null>
  /** A name that is not there is no error. */
  remove(names: readonly BlobName[]): Promise<void>
}

export const versionsOf = (id: string): [original: BlobName, preview: BlobName] => [
  `${id}/original`,
  `${id}/preview`,
]
