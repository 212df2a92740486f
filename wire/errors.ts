import { z } from 'zod'
import { errorStatus, type ErrorCode } from './error-codes.ts'

export const errorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]])

export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    message: z.string(),
    request_id: z.string(),
    /** Seconds; only with `rate_limited`. */
    retry_after: z.number().optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>

/** What a socket ack carries when it is not ok. */
export const ackError = z.object({
  code: errorCode,
  message: z.string(),
  retry_after: z.number().optional(),
})
export type AckError = z.infer<typeof ackError>
