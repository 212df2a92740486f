import { errorStatus, type ErrorCode } from '../../wire/error-codes.ts'

/** The code of a refusal by the server, or null when something else was thrown. */
export function codeOf(failure: unknown): ErrorCode | null {
  if (typeof failure !== 'object' || failure === null || !('code' in failure)) return null
  const { code } = failure
  return typeof code === 'string' && code in errorStatus ? (code as ErrorCode) : null
}

/** Why something was not done, as far as a person can use it. */
export interface Refusal {
  code: ErrorCode | 'network' | null
  /** Seconds to wait, counted from when it was refused. */
  retryAfter: number | null
}

export function refusalOf(failure: unknown): Refusal {
  const { code, retryAfter } = (failure ?? {}) as { code?: unknown; retryAfter?: unknown }
  return {
    code: code === 'network' ? 'network' : codeOf(failure),
    retryAfter: typeof retryAfter === 'number' ? retryAfter : null,
  }
}
