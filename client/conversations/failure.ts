import { errorStatus, type ErrorCode } from '../../wire/error-codes.ts'

/** The code of a refusal by the server, or null when something else was thrown. */
export function codeOf(failure: unknown): ErrorCode | null {
  if (typeof failure !== 'object' || failure === null || !('code' in failure)) return null
  const { code } = failure
  return typeof code === 'string' && code in errorStatus ? (code as ErrorCode) : null
}
