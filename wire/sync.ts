import { z } from 'zod'
import { changes } from './conversations.ts'
import { MAX_CURSORS } from './limits.ts'
import { counter, id, isStorable } from './primitives.ts'

/**
 * What the client holds: for each conversation the `ver` it has applied and, in `marks`, the sum of the `receipts_ver` of its
 * participants and one's own `own_ver`. Each only rises, so an equal sum says that none was missed.
 * `epoch` is the last one the server told it, or null when it holds nothing.
 */
export const syncRequest = z
  .object({
    epoch: z.string().max(100).refine(isStorable).nullable(),
    cursors: z.record(id, counter),
    marks: z.record(id, counter).optional(),
  })
  .strict()
  .refine((request) => Object.keys(request.cursors).length <= MAX_CURSORS, {
    message: `At most ${MAX_CURSORS} cursors.`,
  })
export type SyncRequest = z.infer<typeof syncRequest>

/**
 * `items`: everything that differs from what the client holds, and conversations of its newest page that it does
 * not hold. An item may end before the conversation's `last_ver` (200 changes a page): sync again from there.
 * `removed`: conversations the client holds and may no longer see.
 * `more`: an answer is bounded and this one does not hold everything: apply it and sync again at once. What it left out
 * is known by that flag alone. The cursor to hold after an item of fewer than 200 `items`, or of a reset, is its
 * `last_ver`; after a full page it is the `ver` of its last message.
 */
export const syncAnswer = z.object({
  epoch: z.string(),
  items: z.array(changes),
  removed: z.array(id),
  more: z.boolean().optional(),
})
export type SyncAnswer = z.infer<typeof syncAnswer>
