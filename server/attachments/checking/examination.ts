import type { MediaType } from './media-type.ts'

/** What the process that examines files is asked, and what it answers. */
export interface ExaminationRequest {
  path: string
  /** Where a picture that is drawn anew goes, and its preview. */
  original: string
  preview: string
  /** Where a square of a picture goes, for a profile or a group. */
  portrait?: string
}

export interface Examined extends MediaType {
  /** The size and the hash are those of the bytes that are kept. */
  size: number
  sha256: string
  /** Only for pictures. */
  picture: { width: number; height: number; placeholder: string } | null
}

export type ExaminationAnswer = { examined: Examined } | { fault: string }
