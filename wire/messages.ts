import { z } from 'zod'
import { MAX_BODY_LENGTH } from './limits.ts'
import { counter, id, isStorable, timestamp } from './primitives.ts'

/** What a person wrote. Trailing space goes; a body of nothing but space is refused. */
export const messageBody = z
  .string()
  .max(MAX_BODY_LENGTH)
  .transform((text) => text.trimEnd())
  .refine((text) => text.trim().length > 0, 'The message is empty.')
  .refine(isStorable, 'The text is not valid Unicode.')

export const messageKind = z.enum(['text', 'system'])

export const message = z.object({
  id,
  conversation_id: id,
  seq: counter,
  ver: counter,
  sender_id: id.nullable(),
  client_id: id,
  kind: messageKind,
  /** Empty when the message was deleted. */
  body: z.string(),
  reply_to: id.nullable(),
  reactions: z.array(z.object({ emoji: z.string(), user_ids: z.array(id) })),
  created_at: timestamp,
  edited_at: timestamp.nullable(),
  deleted_at: timestamp.nullable(),
})
export type Message = z.infer<typeof message>

/** Body of `POST /api/conversations/:id/messages`. */
export const messageDraft = z
  .object({ client_id: id, body: messageBody, reply_to: id.nullable().optional() })
  .strict()

/** What `message:send` takes. */
export const messageSend = messageDraft.extend({ conversation_id: id }).strict()
export type MessageSend = z.infer<typeof messageSend>

/** What a stored message is answered with; the same on every retry. */
export const messageReceipt = z.object({
  id,
  client_id: id,
  seq: counter,
  ver: counter,
  created_at: timestamp,
})
export type MessageReceipt = z.infer<typeof messageReceipt>

/** One page of history: `before_seq` looks back, `after_seq` forward; neither gives the newest page. */
export const historyQuery = z
  .object({
    before_seq: z.coerce.number().int().min(1).optional(),
    after_seq: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine((query) => query.before_seq === undefined || query.after_seq === undefined, {
    message: 'Give before_seq or after_seq, not both.',
  })
export type HistoryQuery = z.infer<typeof historyQuery>

/** Oldest first, whichever way was asked. */
export const history = z.object({ items: z.array(message), has_more: z.boolean() })
export type History = z.infer<typeof history>
