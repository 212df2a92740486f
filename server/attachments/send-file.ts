import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isKnownVersion } from '../http/known-version.ts'
import { notFound, Refusal } from '../refusal.ts'
import { rangeIn } from './byte-range.ts'
import type { ReadableFile } from './readable-file.ts'
import type { BlobName, BlobStore, BlobVersion, ByteRange } from './storage/blob-store.ts'

/** A slow line needs a long time for a large file. After this, the reader continues with a range. */
export const DOWNLOAD_MILLISECONDS = 30 * 60_000
/** The page draws and plays these. Everything else is a download, whatever it claims to be. */
const PLAYED: readonly string[] = ['picture', 'video', 'audio', 'voice']

const bytes = { content: { '*/*': { schema: z.any() } } }
export const fileAnswers = { 200: bytes, 206: bytes, 304: z.null(), 416: z.null() }
export const fileVersion = z.enum(['original', 'preview'])

interface FileWanted {
  id: string
  version: BlobVersion
  /** The caller has asked whether the person may read it. */
  file: ReadableFile
  asked: Asked
}

type Asked = Pick<FastifyRequest, 'method' | 'headers'>

/** Answers with the bytes of a file, or with a part of them, so that nothing in it can run. */
export async function sendFile(
  reply: FastifyReply,
  blobs: BlobStore,
  wanted: FileWanted,
): Promise<Readable | null> {
  const { status, headers, stream } = await answerOf(blobs, wanted)
  if (status === 416) {
    void reply.headers(headers)
    throw new Refusal('range_not_satisfiable', 'The file ends before this range.')
  }
  void reply.code(status).headers({ ...headersOf(wanted.file, wanted.version), ...headers })
  // Fastify reads a body to its end before it drops it for HEAD, and it takes none that is null there.
  if (wanted.asked.method === 'HEAD') return Readable.from([])
  // A returned stream takes none of the places of the person while it flows.
  return stream
}

interface FileAnswer {
  status: 200 | 206 | 304 | 416
  headers: Record<string, string | number>
  stream: Readable | null
}

async function answerOf(
  blobs: BlobStore,
  { id: fileId, version, file, asked: { method, headers } }: FileWanted,
): Promise<FileAnswer> {
  if (version === 'preview' && file.kind !== 'picture') throw notFound('file')
  const etag = `"${version}-${file.sha256}"`
  if (isKnownVersion(headers, etag)) return { status: 304, headers: { etag }, stream: null }
  const open = async (name: BlobName, part?: ByteRange) =>
    method === 'HEAD' ? null : bytesOf(blobs, name, part)
  if (version === 'preview') {
    return { status: 200, headers: { etag }, stream: await open(`${fileId}/preview`) }
  }
  const { size } = file
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag
  // A range is a question of GET alone.
  const range = rangeIn(isSame && method === 'GET' ? headers.range : undefined, size)
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
    stream: await open(`${fileId}/original`, part),
  }
}

/** The row says that they are there. They may have gone in the same moment. */
async function bytesOf(blobs: BlobStore, name: BlobName, range?: ByteRange): Promise<Readable> {
  const stream = await blobs.get(name, range)
  if (stream === null) throw notFound('file')
  return stream
}

/**
 * With these headers a browser draws no page from a file and runs nothing in it. The type is never that of a document, and
 * the browser may not guess another one. If a browser opened the file as a page, that page would have no rights.
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
