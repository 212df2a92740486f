import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { notFound, Refusal } from '../refusal.ts'
import { rangeIn } from './byte-range.ts'
import { readableFile, type ReadableFile } from './readable-file.ts'
import type { BlobName, BlobStore, BlobVersion, ByteRange } from './storage/blob-store.ts'

/** A slow line needs a long time for a large file. After this, the reader continues with a range. */
const DOWNLOAD_MILLISECONDS = 30 * 60_000
/** The page draws and plays these. Everything else is a download, whatever it claims to be. */
const PLAYED: readonly string[] = ['picture', 'video', 'audio', 'voice']

const bytes = { content: { '*/*': { schema: z.any() } } }

/**
 * Serves the bytes of files. Every request asks again whether the person may read the message. So an address is worth
 * nothing to anybody else, and nothing later than the message.
 */
export function fileRoutes(app: App, { sql, blobs }: { sql: Sql; blobs: BlobStore }): void {
  app.get(
    '/api/files/:id/:version',
    {
      config: { limit: 'file' },
      handlerTimeout: DOWNLOAD_MILLISECONDS,
      schema: {
        summary: 'The bytes of a file of a message, or of the preview of a picture.',
        description: 'It takes If-None-Match, and a Range of one part.',
        params: z.object({ id, version: z.enum(['original', 'preview']) }),
        response: { 200: bytes, 206: bytes, 304: z.null(), 416: z.null() },
      },
    },
    async (request, reply) => {
      const { id: fileId, version } = request.params
      const file = await readableFile(sql, personOf(request).userId, fileId)
      const { status, headers, stream } = await answerOf(blobs, fileId, version, {
        file,
        asked: request.headers,
      })
      if (status === 416) {
        void reply.headers(headers)
        throw new Refusal('range_not_satisfiable', 'The file ends before this range.')
      }
      void reply.code(status).headers({ ...headersOf(file, version), ...headers })
      // A returned stream takes none of the places of the person while it flows.
      return stream
    },
  )
}

interface FileAnswer {
  status: 200 | 206 | 304 | 416
  headers: Record<string, string | number>
  stream: Readable | null
}

async function answerOf(
  blobs: BlobStore,
  fileId: string,
  version: BlobVersion,
  { file, asked }: { file: ReadableFile; asked: IncomingHttpHeaders },
): Promise<FileAnswer> {
  if (version === 'preview' && file.kind !== 'picture') throw notFound('file')
  const etag = `"${version}-${file.sha256}"`
  if (asked['if-none-match'] === etag) return { status: 304, headers: { etag }, stream: null }
  if (version === 'preview') {
    return { status: 200, headers: { etag }, stream: await bytesOf(blobs, `${fileId}/preview`) }
  }
  const { size } = file
  const isSame = asked['if-range'] === undefined || asked['if-range'] === etag
  const range = rangeIn(isSame ? asked.range : undefined, size)
  if (range === 'beyond') {
    return { status: 416, headers: { 'content-range': `bytes */${size}` }, stream: null }
  }
  const part = range === 'whole' ? undefined : range
  const length = part === undefined ? size : part.end - part.start + 1
  return {
    status: part === undefined ? 200 : 206,
    headers: {
      etag,
      'accept-ranges': 'bytes',
      'content-length': length,
      ...(part !== undefined && { 'content-range': `bytes ${part.start}-${part.end}/${size}` }),
    },
    stream: await bytesOf(blobs, `${fileId}/original`, part),
  }
}

/** The row says that they are there. They may have gone in the same moment. */
async function bytesOf(blobs: BlobStore, name: BlobName, range?: ByteRange): Promise<Readable> {
  const stream = await blobs.get(name, range)
  if (stream === null) throw notFound('file')
  return stream
}

/**
 * The browser draws no page from a file and runs nothing in it: its type is never one of a document, the type is not
 * guessed, and what it would be opened as has no rights.
 */
function headersOf({ kind, mime, name }: ReadableFile, version: BlobVersion) {
  const isShown = kind === 'picture' || kind === 'audio' || kind === 'voice'
  const type = PLAYED.includes(kind) ? mime : 'application/octet-stream'
  return {
    'content-type': version === 'preview' ? 'image/webp' : type,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`,
    // The browser asks again each time, so a copy of it is worth nothing after a log-out or to a removed person.
    'cache-control': 'private, no-cache',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
}

/** The characters that RFC 8187 allows in a name, and no others. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
