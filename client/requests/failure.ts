import { errorStatus, type ErrorCode } from '../../wire/error-codes.ts'

/** The server's error code, or null for any other error. */
export function codeOf(failure: unknown): ErrorCode | null {
  if (typeof failure !== 'object' || failure === null || !('code' in failure)) return null
  const { code } = failure
  return typeof code === 'string' && code in errorStatus ? (code as ErrorCode) : null
}

/** Why an action failed, as far as a person can use it. */
export interface Failure {
  code: ErrorCode | 'network' | null
  /** The moment of `performance.now()` when it can be tried again: after a rate limit, or when an account is old enough. */
  waitUntil: number | null
}

export function failureOf(failure: unknown): Failure {
  const { code, retryAfter } = (failure ?? {}) as { code?: unknown; retryAfter?: number | null }
  const wait = code === 'rate_limited' || code === 'new_account' ? (retryAfter ?? null) : null
  return {
    code: code === 'network' ? 'network' : codeOf(failure),
    waitUntil: wait === null ? null : performance.now() + wait * 1000,
  }
}
