import type { AttachedFile, FileKind } from '../../wire/files.ts'

/** A file that a person is about to send. */
export interface FileDraft {
  /** Unique on this device. */
  key: string
  blob: Blob
  /** As this browser sees it. The relay decides by the bytes. */
  kind: FileKind
  name: string
  /** What the picture shows. Empty when nobody wrote it. */
  alt: string
  /** Pixels, for pictures that this browser can draw. */
  width: number | null
  height: number | null
  voice?: AttachedFile['voice']
}

/** A file of a message in the outbox. Its bytes lie apart from it, so that a change of the message copies no bytes. */
export interface PendingFile extends Omit<FileDraft, 'blob'> {
  /** The media type as the browser guesses it from the name. */
  type: string
  size: number
  /** The upload at the relay. Null before it began. */
  upload: string | null
}
