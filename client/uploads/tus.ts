import { basePath } from '../browser/place.ts'
import { requestError, type Api } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'

/** A connection that moves no byte for so long is taken to be dead. */
const STALLED_MS = 30_000

/** The body of a request to the relay's tus server. */
export interface TusBody {
  headers?: Record<string, string>
  piece?: Blob
  /** Called while the piece is on its way. */
  onSent?: (bytes: number) => void
  signal?: AbortSignal | undefined
}

export interface TusAnswer {
  /** The id of the upload that was made. */
  id: string | null
  /** How many bytes the relay has. */
  offset: number
}

/**
 * Calls the relay's tus server. It throws only RequestError, or the reason of the signal. Only XMLHttpRequest tells how
 * many bytes of a request have left.
 */
export const tusApi: Api = async <T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const { piece, onSent, signal, headers: own } = (body ?? {}) as TusBody
  signal?.throwIfAborted()
  const xhr = new XMLHttpRequest()
  xhr.open(method, basePath + path)
  const sent = {
    'tus-resumable': '1.0.0',
    'x-parley-client': '1',
    ...(piece && { 'content-type': 'application/offset+octet-stream' }),
    ...own,
    ...headers,
  }
  for (const [name, value] of Object.entries(sent)) xhr.setRequestHeader(name, value)
  await new Promise<void>((resolve) => {
    const abort = () => xhr.abort()
    let stalled = setTimeout(abort, STALLED_MS)
    xhr.upload.addEventListener('progress', ({ loaded }) => {
      clearTimeout(stalled)
      stalled = setTimeout(abort, STALLED_MS)
      onSent?.(loaded)
    })
    xhr.addEventListener('loadend', () => {
      clearTimeout(stalled)
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
    xhr.send(piece ?? null)
  })
  signal?.throwIfAborted()
  if (xhr.status === 0) throw new RequestError('network')
  if (xhr.status >= 400) throw await requestError(responseOf(xhr))
  return {
    id: xhr.getResponseHeader('location')?.split('/').at(-1) ?? null,
    offset: Number(xhr.getResponseHeader('upload-offset') ?? 0),
  } satisfies TusAnswer as T
}

function responseOf(xhr: XMLHttpRequest): Response {
  const headers = ['retry-after', 'x-request-id'].flatMap((name) => {
    const value = xhr.getResponseHeader(name)
    return value === null ? [] : [[name, value] satisfies [string, string]]
  })
  return new Response(xhr.responseText, { status: xhr.status, headers })
}
