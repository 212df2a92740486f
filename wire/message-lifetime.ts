import { z } from 'zod'
import { MAX_LIFETIME_SECONDS, MIN_LIFETIME_SECONDS } from './limits.ts'

/** The seconds after which a message disappears. */
export const messageLifetime = z.int().min(MIN_LIFETIME_SECONDS).max(MAX_LIFETIME_SECONDS)

/** `PUT /api/conversations/:id/message-lifetime`. Null: new messages stay. */
export const lifetimeChange = z
  .object({ message_lifetime_seconds: messageLifetime.nullable() })
  .strict()
