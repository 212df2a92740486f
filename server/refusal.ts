import type { ErrorCode } from '../wire/error-codes.ts'

/** Thrown by rules, translated once by each edge. The message is shown to people: it never holds an internal. */
export class Refusal extends Error {
  readonly code: ErrorCode
  /** Seconds to wait, with `rate_limited`. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.retryAfter = retryAfter
  }
}

export const notFound = (what: string) => new Refusal('not_found', `There is no such ${what}.`)
