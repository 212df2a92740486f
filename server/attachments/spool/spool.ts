import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { id } from '../../../wire/primitives.ts'
import { Refusal } from '../../refusal.ts'
import { createPace, paced, type Pace } from './pace.ts'
import { createUploadLocker } from './upload-lock.ts'

export const UPLOAD_PATH = '/api/uploads'

/** The place on this node where the bytes of unfinished uploads lie. */
export interface Spool {
  /** Answers one request of the protocol. It knows no people: the caller has checked that the upload is the asker's. */
  answer(request: SpoolRequest): Promise<Response>
  /** The bytes that have come. Null when this node does not know the upload. */
  bytesOf(id: string): Promise<{ received: number; size: number; path: string } | null>
  remove(id: string): Promise<void>
  /** The uploads of which something lies here. */
  ids(): Promise<string[]>
}

interface SpoolEvents {
  onBytes(bytes: number): void
  /** The last byte of an upload has come. */
  onFinish(id: string): void
}

interface SpoolRequest {
  method: 'POST' | 'HEAD' | 'PATCH'
  /** The id of the upload. For POST, the one that it gets. */
  id: string
  raw: IncomingMessage
}

/**
 * The protocol tus 1.0. The library gets a web request of ours, so that Fastify sends the answer with the headers and
 * the log line of every answer.
 */
export function openSpool(
  folder: string,
  bytesPerSecond: number,
  { onBytes, onFinish }: SpoolEvents,
): Spool {
  const pace = createPace(bytesPerSecond)
  const countedPace = (bytes: number) => {
    onBytes(bytes)
    return pace(bytes)
  }

  const ids = new WeakMap<object, string>()
  const locker = createUploadLocker()
  let opened: { store: FileStore; server: Server } | null = null

  /**
   * Called with the first upload. It makes the folder itself. The library would make it in the background, and a
   * failure there would end the relay.
   */
  async function open() {
    await mkdir(folder, { recursive: true })
    const store = new FileStore({ directory: folder })
    const server = new Server({
      path: UPLOAD_PATH,
      datastore: store,
      relativeLocation: true,
      locker,
      namingFunction: (request) => ids.get(request) ?? '',
      onUploadFinish: async (_request, finished) => {
        onFinish(finished.id)
        return {}
      },
    })
    return (opened ??= { store, server })
  }

  return {
    async answer({ method, id: uploadId, raw }) {
      const path = method === 'POST' ? UPLOAD_PATH : `${UPLOAD_PATH}/${uploadId}`
      const pieces = method === 'PATCH' ? piecesOf(raw, countedPace) : null
      const request = new Request(`http://relay.invalid${path}`, {
        method,
        headers: protocolHeaders(raw),
        ...(pieces && { body: Readable.toWeb(pieces) as ReadableStream, duplex: 'half' }),
      })
      ids.set(request, uploadId)
      const { server } = opened ?? (await open())
      const response = await server.handleWeb(request)
      if (response.status < 400) return response
      if (pieces) readRest(raw, pieces)
      throw uploadRefusal(response.status)
    },
    async bytesOf(uploadId) {
      const { store } = opened ?? (await open())
      try {
        const { offset, size = 0, storage } = await store.getUpload(uploadId)
        return { received: offset, size, path: storage!.path }
      } catch {
        return null
      }
    },
    async remove(uploadId) {
      const { store } = opened ?? (await open())
      await store.remove(uploadId).catch(() => undefined)
      await Promise.all(
        ['.json', '.original', '.preview'].map((ending) =>
          rm(join(folder, uploadId + ending), { force: true }),
        ),
      )
    },
    async ids() {
      const names = await readdir(folder).catch(() => [])
      return [...new Set(names.map((name) => name.split('.')[0]!))].filter(
        (name) => id.safeParse(name).success,
      )
    },
  }
}

const piecesOf = (raw: IncomingMessage, pace: Pace) =>
  Readable.from(paced(raw.iterator({ destroyOnReturn: false }), pace), { objectMode: false })

/** A connection reads its next request only after the whole body of this one. So a refused body is read, too. */
function readRest(raw: IncomingMessage, pieces: Readable): void {
  pieces.once('close', () => raw.resume())
  pieces.destroy()
}

/** The library gets only these headers. It would refuse strange values of others, and cookies do not concern it. */
const HEADERS: readonly (keyof IncomingHttpHeaders)[] = [
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'content-type',
  'content-length',
]

function protocolHeaders(raw: IncomingMessage): [string, string][] {
  return HEADERS.flatMap((name) => {
    const value = raw.headers[name]
    return typeof value === 'string' ? [[String(name), value] as [string, string]] : []
  })
}

/** The statuses are those of the protocol. The client reads the offset again after each of them. */
function uploadRefusal(status: number): Refusal {
  if (status === 404 || status === 410) return new Refusal('not_found', 'There is no such upload.')
  if (status === 409) return new Refusal('conflict', 'Upload-Offset: other bytes were stored.')
  if (status === 413) return new Refusal('payload_too_large', 'More bytes than Upload-Length says.')
  if (status >= 500) return new Refusal('unavailable', 'The bytes could not be stored. Try again.')
  return new Refusal('invalid_request', 'The request does not follow tus 1.0.')
}
