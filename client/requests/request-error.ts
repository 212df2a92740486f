import type { ErrorCode } from '../../wire/error-codes.ts'

/** `network`: no answer came. The request may have taken effect or not. */
export type FailureCode = ErrorCode | 'network'

interface Details {
  status?: number
  requestId?: string | null
  retryAfter?: number | null
}

/** Why a request to the relay did not succeed, by HTTP or by socket. */
export class RequestError extends Error {
  readonly code: FailureCode
  /** The HTTP status, or 0 when there was no answer or no HTTP. */
  readonly status: number
  readonly requestId: string | null
  /** Seconds to wait before the next try, when the relay said so. */
  readonly retryAfter: number | null

  constructor(
    code: FailureCode,
    { status = 0, requestId = null, retryAfter = null }: Details = {},
  ) {
    super(`${code} (${status})`)
    this.name = 'RequestError'
    this.code = code
    this.status = status
    this.requestId = requestId
    this.retryAfter = retryAfter
  }

  /** Says nothing about the session or the request itself; the same call may succeed later. */
  get transient(): boolean {
    return this.code === 'network' || [408, 429].includes(this.status) || this.status >= 500
  }
}
