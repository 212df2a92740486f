import { z } from 'zod'
import { conversationKind } from './conversations.ts'
import { message } from './messages.ts'
import { person } from './people.ts'
import { id, isStorable } from './primitives.ts'

/**
 * `GET /api/search`. `q` holds the terms, and a match contains all of them. `in` is a conversation, `from` a person,
 * `before` a day (ISO 8601 date, exclusive) in the time zone `zone` (without it: in UTC). The page turns the typed text
 * (`from:ada before:2026-01-31 plan`) into these.
 */
export const searchQuery = z.object({
  q: z.string().trim().min(1).max(200).refine(isStorable),
  in: id.optional(),
  from: id.optional(),
  before: z.iso
    .date()
    .refine((day) => day >= '0001')
    .optional(),
  zone: z.string().max(64).optional(),
  cursor: z.string().max(200).optional(),
})
export type SearchQuery = z.infer<typeof searchQuery>

/** The name of a conversation in the view of the asker. The page may not have loaded that conversation. */
const conversationName = z.object({
  kind: conversationKind,
  title: z.string().nullable(),
  /** The asker's counterpart in a DIRECT conversation. */
  other: person.nullable(),
})

/**
 * Newest first. `excerpt` is the passage of the body around the first match, with each match between U+E000 and U+E001.
 */
export const searchAnswer = z.object({
  items: z.array(
    z.object({
      message,
      excerpt: z.string(),
      /** Null when the account was deleted. */
      author: person.nullable(),
      conversation: conversationName,
    }),
  ),
  next_cursor: z.string().nullable(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
