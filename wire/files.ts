import { z } from 'zod'
import { MAX_ALT_LENGTH, WAVEFORM_BYTES } from './limits.ts'
import { counter, id } from './primitives.ts'

/**
 * What a file is, by its bytes. A `picture` was drawn anew by the relay, and `voice` is a recording that somebody spoke
 * for this message. `video` and `audio` play in the page where the browser can. The rest is `other` and only downloads.
 */
export const fileKind = z.enum(['picture', 'video', 'audio', 'voice', 'other'])
export type FileKind = z.infer<typeof fileKind>

/** 64 loudnesses from 0 to 255, as base64. */
const waveform = z.base64({ abort: true }).refine((text) => atob(text).length === WAVEFORM_BYTES)

/** A file of a message. Its bytes are at `/api/files/:id/original`, those of a preview at `/api/files/:id/preview`. */
export const messageFile = z.object({
  id,
  kind: fileKind,
  /** One line. In a dark room the relay gives every file a name that says nothing. */
  name: z.string(),
  /** The media type by the bytes. */
  mime: z.string(),
  /** Bytes of the original. */
  size: counter,
  /** Pixels, for pictures. The page keeps the place free before the picture is there. */
  width: z.int().min(1).nullable(),
  height: z.int().min(1).nullable(),
  /** For pictures: the same in at most 16 by 16 pixels, as a `data:` address. */
  placeholder: z.string().nullable(),
  /** What the picture shows, for people who cannot see it. Empty when the sender wrote nothing. */
  alt: z.string(),
  /** For `voice`. */
  duration_ms: z.int().min(0).nullable(),
  waveform: z.string().nullable(),
})
export type MessageFile = z.infer<typeof messageFile>

/** A finished upload that a message is to carry. `voice` makes it a voice message. */
export const attachedFile = z
  .object({
    id,
    alt: z.string().max(MAX_ALT_LENGTH).optional(),
    voice: z
      .object({ duration_ms: z.int().min(0), waveform })
      .strict()
      .optional(),
  })
  .strict()
export type AttachedFile = z.infer<typeof attachedFile>

/** `GET /api/uploads`: what this person may upload now. */
export const uploadRules = z.object({
  /** False: an administrator switched uploads off. */
  enabled: z.boolean(),
  /** The most bytes of one file. */
  max_bytes: counter,
  /** The bytes that this person may still upload in these 24 hours. */
  bytes_left: counter,
})
export type UploadRules = z.infer<typeof uploadRules>

/** The body of `PUT /api/admin/uploads`: an administrator switches uploads off or on, for everybody and at once. */
export const uploadSwitch = z.object({ enabled: z.boolean() }).strict()

/** `GET /api/uploads/:id`: what became of an upload. Only its owner may ask. */
export const upload = z.object({
  id,
  /** `receiving`: bytes are missing. `checking`: the relay looks at the bytes. `refused`: see `file_refused`. */
  state: z.enum(['receiving', 'checking', 'ready', 'refused']),
  /** Null until it is ready. */
  file: messageFile.nullable(),
})
export type Upload = z.infer<typeof upload>

/** `GET /api/conversations/:id/files`: the messages with files of a kind, or with links, the newest first. */
export const filesQuery = z.object({
  kind: z.enum(['media', 'files', 'voice', 'links']),
  cursor: z.string().max(200).optional(),
})
export type FilesQuery = z.infer<typeof filesQuery>

/**
 * `PUT /api/profile/picture` and `PUT /api/conversations/:id/picture`: a finished upload becomes the picture. Null takes
 * the picture away.
 */
export const pictureChange = z.object({ upload_id: id.nullable() }).strict()
export type PictureChange = z.infer<typeof pictureChange>
