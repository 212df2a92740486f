import { z } from 'zod'
import { counter, id, isStorable, timestamp } from './primitives.ts'
import { message } from './messages.ts'

export const conversationKind = z.enum(['DIRECT', 'GROUP', 'POST_LINKED', 'HANGOUT', 'DARK_ROOM'])

/** `0 <= last_read_seq <= last_delivered_seq <= last_seq`, moved only forward. */
export const participant = z.object({
  user_id: id,
  username: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  role: z.enum(['owner', 'admin', 'member']),
  last_read_seq: counter,
  last_delivered_seq: counter,
})
export type Participant = z.infer<typeof participant>

/** A conversation as one participant sees it: `unread` is theirs. */
export const conversation = z.object({
  id,
  kind: conversationKind,
  title: z.string().nullable(),
  post: z.object({ id, title: z.string() }).nullable(),
  participants: z.array(participant),
  last_seq: counter,
  last_ver: counter,
  /** Rises with every read or delivered mark of anybody here, so that sync notices a missed one. */
  marks_ver: counter,
  last_message: message.nullable(),
  /** Counted by the server up to 100; shown as "99+" from there. */
  unread: z.int().min(0).max(100),
  created_at: timestamp,
  /** Orders the list: when the newest message was stored, or the conversation made. */
  active_at: timestamp,
})
export type Conversation = z.infer<typeof conversation>

export const conversationCreate = z
  .object({
    kind: z.literal('DIRECT'),
    participant_ids: z.array(id).length(1).optional(),
    email: z.email().max(320).optional(),
  })
  .strict()
  .refine((body) => (body.participant_ids === undefined) !== (body.email === undefined), {
    message: 'Give participant_ids or email, not both.',
  })
export type ConversationCreate = z.infer<typeof conversationCreate>

export const conversationListQuery = z.object({
  q: z.string().trim().max(200).refine(isStorable).optional(),
  filter: z.enum(['all', 'unread']).default('all'),
  cursor: z.string().max(200).optional(),
})
export type ConversationListQuery = z.infer<typeof conversationListQuery>

export const conversationList = z.object({
  items: z.array(conversation),
  next_cursor: z.string().nullable(),
})
export type ConversationList = z.infer<typeof conversationList>

/** Rows changed after `after_ver`, in the order of their last change, in their present state. */
export const changesQuery = z.object({
  after_ver: z.coerce.number().int().min(0),
  limit: z.coerce.number().int().min(1).max(200).default(200),
})
export type ChangesQuery = z.infer<typeof changesQuery>

/** `reset`: the cursor is too far behind or unknown; `items` is then the newest page. */
export const changes = z.object({
  items: z.array(message),
  conversation,
  last_ver: counter,
  reset: z.boolean(),
})
export type Changes = z.infer<typeof changes>
