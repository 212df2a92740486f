import { z } from 'zod'
import { conversationKind } from './conversations.ts'
import { message } from './messages.ts'
import { person } from './people.ts'
import { id, isStorable } from './primitives.ts'

/**
 * `GET /api/search`. `q` is words, all of which must be there; `in` a conversation, `from` a person, `before` a day
 * (ISO 8601 date, exclusive). The page turns what people type (`from:ada before:2026-01-31 plan`) into these.
 */
export const searchQuery = z.object({
  q: z.string().trim().min(2).max(200).refine(isStorable),
  in: id.optional(),
  from: id.optional(),
  before: z.iso
    .date()
    .refine((day) => day >= '0001')
    .optional(),
  cursor: z.string().max(200).optional(),
})
export type SearchQuery = z.infer<typeof searchQuery>

/** What a conversation is called to whoever asked, also one that their page has not loaded. */
const conversationName = z.object({
  kind: conversationKind,
  title: z.string().nullable(),
  /** Of the two of a DIRECT conversation the one who did not ask. */
  other: person.nullable(),
})

/** Newest first. `excerpt` is the part of the body that matches, with each match between U+E000 and U+E001. */
export const searchAnswer = z.object({
  items: z.array(
    z.object({
      message,
      excerpt: z.string(),
      /** Null when their account was deleted. */
      author: person.nullable(),
      conversation: conversationName,
    }),
  ),
  next_cursor: z.string().nullable(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
