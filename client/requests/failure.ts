import { askedToWait } from './patience.ts'
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
  /** The moment of `performance.now()` when it can be tried again, after a rate limit. */
  waitUntil: number | null
}

export function failureOf(failure: unknown): Failure {
  const { code } = (failure ?? {}) as { code?: unknown }
  const wait = askedToWait(failure)
  return {
    code: code === 'network' ? 'network' : codeOf(failure),
    waitUntil: wait === null ? null : performance.now() + wait * 1000,
  }
}
