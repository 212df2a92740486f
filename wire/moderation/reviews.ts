import { z } from 'zod'

/** The state of an own message that a filter kept for a moderator. */
export const ownReview = z.object({
  state: z.enum(['waiting', 'released', 'refused', 'taken_back']),
  /** What the moderator wrote to the sender. Null while nobody has decided. */
  reason: z.string().nullable(),
})
export type OwnReview = z.infer<typeof ownReview>
