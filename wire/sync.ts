import { z } from 'zod'
import { changes } from './requests/conversations.ts'
import { MAX_CURSORS } from './limits.ts'
import { person } from './people.ts'
import { counter, id, isStorable } from './primitives.ts'

/**
 * What the client has. For each conversation, `cursors` gives the `ver` that the client has applied. For each
 * conversation, `receipts` gives a sum: the client's own `own_ver` plus `receipts_ver` of all participants. Without
 * `sharesReceipts`, it is `own_ver` plus only the own `receipts_ver`. Each number only rises. An equal sum means that
 * no receipt and no setting was missed.
 *
 * `epoch` is the last one that the server sent. It is null when the client has nothing.
 */
export const syncRequest = z
  .object({
    epoch: z.string().max(100).refine(isStorable).nullable(),
    cursors: z.record(id, counter),
    receipts: z.record(id, counter).optional(),
  })
  .strict()
  .refine((request) => Object.keys(request.cursors).length <= MAX_CURSORS, {
    message: `At most ${MAX_CURSORS} cursors.`,
  })
export type SyncRequest = z.infer<typeof syncRequest>

/**
 * `items`: every conversation that differs from what the client has, and those of the newest page that the client
 * lacks. An item may end before the `last_ver` of its conversation: after 200 changes, or after 256 KiB of messages. The
 * client then syncs again from there.
 *
 * `people`: those whom the messages of all items name.
 *
 * `removed`: conversations that the client has and may no longer see.
 *
 * `more`: this answer was cut. The client applies it and syncs again at once. Only this flag tells it to.
 *
 * The cursor after an item of fewer than 200 `items`, or of a reset, is its `last_ver`. After a full page it is the
 * `ver` of the last message.
 */
export const syncAnswer = z.object({
  epoch: z.string(),
  items: z.array(changes),
  people: z.array(person).optional(),
  removed: z.array(id),
  more: z.boolean().optional(),
})
export type SyncAnswer = z.infer<typeof syncAnswer>
