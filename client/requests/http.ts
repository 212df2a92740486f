import type { ErrorCode } from '../../wire/error-codes.ts'
import { basePath } from '../browser/place.ts'
import { RequestError } from './request-error.ts'

const TIMEOUT_MS = 15_000
/** The browser limits all keepalive requests together to 64 kB. */
const MAX_KEPT_ALIVE = 16_000

export type Method = 'HEAD' | 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Api = <T>(
  method: Method,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<T>

/** Calls the relay on the page's own origin, below its base path. It throws only RequestError. */
export const api: Api = async <T>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const sent = method === 'GET' ? null : JSON.stringify(body ?? {})
  let response: Response
  try {
    response = await fetch(basePath + path, {
      method,
      credentials: 'same-origin',
      // Answers about people and sessions must never come from the HTTP cache or stay in it.
      cache: 'no-store',
      headers: {
        accept: 'application/json',
        // A form or a link of another site cannot set these two headers. The relay checks them.
        ...(method !== 'GET' && { 'x-parley-client': '1', 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== null && { body: sent }),
      // A draft is saved while the page closes, so the request must outlive the page.
      keepalive: sent !== null && sent.length < MAX_KEPT_ALIVE,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.status === 204) return undefined as T
    // A browser extension or the sign-in page of a network may answer instead of the relay.
    if (response.ok) return objectIn(await response.json()) as T
  } catch {
    throw new RequestError('network')
  }
  throw await requestError(response)
}

function objectIn(answer: unknown): object {
  if (typeof answer === 'object' && answer !== null) return answer
  throw new TypeError()
}

export async function requestError(response: Response): Promise<RequestError> {
  // A proxy answers in HTML. Then only the status is known.
  const { error } = ((await response.json().catch(() => null)) ?? {}) as {
    error?: { code?: ErrorCode; request_id?: string; retry_after?: number }
  }
  const { status, headers } = response
  const requestId = error?.request_id ?? headers.get('x-request-id')
  // The relay gives each answer an id. The sign-in page of a network, a filter, or a host whose app is being replaced
  // refuses whatever comes. That says nothing of the session, or of what was asked for.
  if (requestId === null && typeof error?.code !== 'string' && status > 400 && status < 408)
    return new RequestError('network')
  const wait = error?.retry_after ?? Number.parseFloat(headers.get('retry-after') ?? '')
  return new RequestError(error?.code ?? codeOfStatus(status), {
    status,
    requestId,
    retryAfter: Number.isFinite(wait) ? wait : null,
  })
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'session_required'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 413) return 'payload_too_large'
  if (status === 429) return 'rate_limited'
  if (status === 408 || status === 502 || status === 503 || status === 504) return 'unavailable'
  return status >= 500 ? 'internal' : 'invalid_request'
}

interface SessionOfCalls {
  /** Resolves to false when the session is over. */
  recover(): Promise<boolean>
  /** The relay refused a call of this person, because the cookies belong to another person by now. */
  otherPerson(userId: string): void
}

/**
 * The same calls for a signed-in person. Each call names the person. Another tab may have signed in somebody else, and
 * the browser sends the cookies of that person with every call. An expired session is renewed once, and the call is
 * made again.
 */
export function signedInApi(userId: string, session: SessionOfCalls, call: Api = api): Api {
  const named: Api = (method, path, body, headers) =>
    call(method, path, body, { ...headers, 'x-parley-person': userId })
  return async <T>(...request: Parameters<Api>): Promise<T> => {
    try {
      return await named<T>(...request).catch(async (error: unknown) => {
        const isRenewable = error instanceof RequestError && error.status === 401
        if (!isRenewable || !(await session.recover())) throw error
        return named<T>(...request)
      })
    } catch (error) {
      if (error instanceof RequestError && error.code === 'other_person')
        session.otherPerson(userId)
      throw error
    }
  }
}
