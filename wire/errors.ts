import { z } from 'zod'
import { errorStatus, type ErrorCode } from './error-codes.ts'

export const errorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]])

export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    message: z.string(),
    request_id: z.string(),
    /** The seconds to wait. With `rate_limited`, and with `unavailable` where the relay knows them. */
    retry_after: z.number().optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>

/** The error in a socket ack. */
export const ackError = z.object({
  code: errorCode,
  message: z.string(),
  retry_after: z.number().optional(),
})
export type AckError = z.infer<typeof ackError>
