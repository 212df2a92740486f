import { z } from 'zod'
import { conversationKind } from './conversations.ts'
import { message } from './messages.ts'
import { person } from './people.ts'
import { id, isStorable } from './primitives.ts'
import { CONTAINED } from './words/contained.ts'

/** A day (ISO 8601 date). PostgreSQL knows no year 0. */
const day = z.iso.date().refine((text) => text >= '0001')
/** A day that another one follows. */
const dayBeforeLast = day.refine((text) => text < '9999-12-31')

/**
 * `GET /api/search`. `q` holds the terms, and a match contains all of them. It may only be empty beside `has`, which asks
 * for messages with a file, a picture, a link, a voice message or code. `in` is a conversation and `from` a person.
 * `before`, `after` and `on` are days in the time zone `zone` (without it: in UTC). A match is written before the day
 * begins, after it has ended, or on it. The page turns the typed text (`from:ada before:2026-01-31 plan`) into these.
 */
export const searchQuery = z
  .object({
    q: z.string().trim().max(200).refine(isStorable).default(''),
    has: z.enum(CONTAINED).optional(),
    in: id.optional(),
    from: id.optional(),
    before: day.optional(),
    after: dayBeforeLast.optional(),
    on: dayBeforeLast.optional(),
    zone: z.string().max(64).optional(),
    cursor: z.string().max(200).optional(),
  })
  .refine(({ q, has }) => q !== '' || has !== undefined, { path: ['q'] })
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
