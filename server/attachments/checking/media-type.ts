import type { FileKind } from '../../../wire/files.ts'

export interface MediaType {
  kind: Exclude<FileKind, 'voice'>
  mime: string
}

/** What the page draws or plays, by the media type of the bytes. Everything else is a download. */
const shown: Record<string, MediaType> = {
  'image/jpeg': { kind: 'picture', mime: 'image/jpeg' },
  'image/png': { kind: 'picture', mime: 'image/png' },
  // Pictures of PNG that move. The library draws the first of them.
  'image/apng': { kind: 'picture', mime: 'image/png' },
  'image/webp': { kind: 'picture', mime: 'image/webp' },
  'image/gif': { kind: 'picture', mime: 'image/gif' },
  'video/mp4': { kind: 'video', mime: 'video/mp4' },
  'video/webm': { kind: 'video', mime: 'video/webm' },
  'video/quicktime': { kind: 'video', mime: 'video/quicktime' },
  'audio/mpeg': { kind: 'audio', mime: 'audio/mpeg' },
  'audio/mp4': { kind: 'audio', mime: 'audio/mp4' },
  'audio/x-m4a': { kind: 'audio', mime: 'audio/mp4' },
  'audio/ogg': { kind: 'audio', mime: 'audio/ogg' },
  'audio/wav': { kind: 'audio', mime: 'audio/wav' },
  'audio/aac': { kind: 'audio', mime: 'audio/aac' },
  'audio/flac': { kind: 'audio', mime: 'audio/flac' },
}

/** Many files, every text among them, have no mark in their bytes. */
export function mediaTypeOf(sniffed: string | undefined): MediaType {
  const mime = (sniffed ?? '').split(';')[0]!.trim()
  return shown[mime] ?? { kind: 'other', mime: mime || 'application/octet-stream' }
}
