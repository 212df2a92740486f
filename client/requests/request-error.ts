import type { ErrorCode } from '../../wire/error-codes.ts'

/** `network`: no answer came. The request may have taken effect or not. */
export type FailureCode = ErrorCode | 'network'

interface Details {
  status?: number
  requestId?: string | null
  retryAfter?: number | null
}

/** Why a request to the relay failed, by HTTP or by socket. */
export class RequestError extends Error {
  readonly code: FailureCode
  /** The HTTP status, or 0 without an HTTP answer. */
  readonly status: number
  readonly requestId: string | null
  /** The seconds to wait before the next try, if the relay named them. */
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

  /** True if the same call may succeed later: neither the session nor the request was wrong. */
  get transient(): boolean {
    return this.code === 'network' || [408, 429].includes(this.status) || this.status >= 500
  }
}
