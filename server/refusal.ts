import type { ErrorCode } from '../wire/error-codes.ts'

/** Rules throw it, and each edge translates it once. People see the message, so it never holds internal details. */
export class Refusal extends Error {
  readonly code: ErrorCode
  /** The seconds to wait, with `rate_limited`, `muted` and `new_account`, and sometimes with `unavailable`. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.retryAfter = retryAfter
  }
}

export const notFound = (what: string) => new Refusal('not_found', `There is no such ${what}.`)
