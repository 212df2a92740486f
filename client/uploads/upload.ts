import type { Upload } from '../../wire/files.ts'
import type { Api } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'
import type { TusAnswer, TusBody } from './tus.ts'

/** Small enough to end before a proxy or the relay gives up on a request. */
const PIECE_BYTES = 1024 * 1024
const MAX_PAUSE_MS = 30_000
/** After so many faults of the relay without a byte between them, the file itself is taken to be the cause. */
const MAX_FAULTS = 8
/** How long to wait before the relay is asked again whether it has looked at the bytes. */
const CHECK_MS = 400
/** Other uploads of this person have to end first. Nothing tells when. */
const passing = ['network', 'rate_limited', 'unavailable', 'internal', 'too_many_uploads']

export interface UploadOptions {
  /** For the relay's JSON routes. */
  call: Api
  /** For its tus server: `tusApi` for the signed-in person. */
  tus: Api
  signal?: AbortSignal | undefined
  /** Names the file. The relay then knows a second try after a lost answer, and counts the bytes once. */
  key?: string
  /** The upload that was begun earlier, perhaps by another tab. */
  place?: string | null
  /** The upload has this id from now on. Awaited before the first byte is sent. */
  onPlace?: (id: string) => Promise<unknown>
  /** How many bytes the relay has. */
  onProgress?: (bytes: number) => void
}

interface Sending extends UploadOptions {
  /** The relay has taken a piece. */
  onMoved: () => void
}

/**
 * Uploads a file in pieces, and resolves to its id when the relay has looked at it. It continues where an earlier try
 * ended. What may pass is tried again until the signal ends it. Otherwise it throws RequestError.
 */
export async function upload(blob: Blob, name: string, options: UploadOptions): Promise<string> {
  const { signal, onPlace, key = crypto.randomUUID() } = options
  let place = options.place ?? null
  let tries = 0
  for (;;) {
    try {
      const isNew = place === null
      place ??= await create(blob, name, key, options)
      if (isNew) await onPlace?.(place)
      await sendRest(place, blob, isNew ? 0 : null, { ...options, onMoved: () => (tries = 0) })
      return place
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof RequestError)) throw error
      // The relay has cleaned it up, or it began at another node: start anew.
      if (place !== null && [404, 410].includes(error.status)) place = null
      else if (!mayPass(error) || (error.code === 'internal' && tries >= MAX_FAULTS)) throw error
      await pause(error.retryAfter === null ? backOff(tries) : error.retryAfter * 1000, signal)
      tries++
    }
  }
}

async function create(
  blob: Blob,
  name: string,
  key: string,
  { tus, signal }: UploadOptions,
): Promise<string> {
  const headers = {
    'upload-length': String(blob.size),
    'upload-metadata': `filename ${base64(name)},key ${base64(key)}`,
  }
  const made = await tus<TusAnswer>('POST', '/api/uploads', { headers, signal } satisfies TusBody)
  if (made.id === null) throw new RequestError('internal')
  return made.id
}

/** `from`: how many bytes the relay has. Null: nobody knows. */
async function sendRest(id: string, blob: Blob, from: number | null, options: Sending) {
  const { call, tus, signal, onProgress } = options
  const path = `/api/uploads/${id}`
  const ask = async () => (await call<Upload>('GET', path)).state
  let state = from === null ? await ask() : 'receiving'
  if (state === 'receiving') {
    let offset = from ?? (await tus<TusAnswer>('HEAD', path, { signal } satisfies TusBody)).offset
    while (offset < blob.size) {
      const start = offset
      onProgress?.(start)
      const request: TusBody = {
        headers: { 'upload-offset': String(start) },
        piece: blob.slice(start, start + PIECE_BYTES),
        onSent: (bytes) => onProgress?.(start + bytes),
        signal,
      }
      offset = (await tus<TusAnswer>('PATCH', path, request)).offset
      options.onMoved()
    }
    state = await ask()
  }
  onProgress?.(blob.size)
  while (state !== 'ready') {
    if (state === 'refused') throw new RequestError('file_refused', { status: 422 })
    await pause(CHECK_MS, signal)
    state = await ask()
  }
}

/** 409: another try moved the offset. 423: another request holds the upload. The next try asks where it stands. */
const mayPass = ({ code, status }: RequestError) =>
  passing.includes(code) || [409, 423].includes(status) || code.startsWith('session_')

const backOff = (tries: number) => Math.min(MAX_PAUSE_MS, 500 * 2 ** tries)

/** Ends early when the browser is online again. Throws when the signal ends it. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
    signal?.addEventListener('abort', done)
  })
  signal?.throwIfAborted()
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
