import { z } from 'zod'
import { attachedFile } from '../files.ts'
import {
  MAX_BODY_LENGTH,
  MAX_FILES,
  MAX_MENTION_NAME_LENGTH,
  MAX_MENTIONED_BY_NAME,
} from '../limits.ts'
import { message } from '../messages.ts'
import { person } from '../people.ts'
import { id, isStorable } from '../primitives.ts'
import { showsNothing } from '../text/characters.ts'

/** The text that a person wrote. Space at its end is removed. It may be empty only beside files. */
const messageBody = z
  .string()
  .transform((text) => text.trimEnd())
  .refine(
    (text) => text.length <= MAX_BODY_LENGTH,
    `The text has more than ${MAX_BODY_LENGTH} characters.`,
  )
  .refine(isStorable, 'The text is not valid Unicode.')

/** Whom an `@` means when what stands after it is no username, such as a display name. */
const mentionedPerson = z.object({
  name: z.string().min(1).max(MAX_MENTION_NAME_LENGTH).refine(isStorable),
  user_id: id,
})
export type MentionedPerson = z.infer<typeof mentionedPerson>
const mentionedPeople = z.array(mentionedPerson).max(MAX_MENTIONED_BY_NAME)

const draftFields = {
  client_id: id,
  body: messageBody,
  reply_to: id.nullable().optional(),
  thread_root: id.nullable().optional(),
  mentions: mentionedPeople.optional(),
  /** Finished uploads of the sender. The relay shows them in this order. */
  files: z.array(attachedFile).min(1).max(MAX_FILES).optional(),
  /** False: the writer wants no preview of a link in it. */
  preview: z.literal(false).optional(),
  /** Only in a dark room: the alias under which it was written. It is refused when the sender has another one now. */
  alias_id: id.optional(),
}
const hasContent = ({ body, files }: { body: string; files?: readonly unknown[] | undefined }) =>
  files !== undefined || !showsNothing(body)
const isEmpty = { message: 'The message is empty.', path: ['body'] }

/** The body of `POST /api/conversations/:id/messages`. It answers like `message:send`. */
export const messageDraft = z.object(draftFields).strict().refine(hasContent, isEmpty)

/**
 * The payload of `message:send`. The answer is the stored message. A retry gets the same message in its present state.
 */
export const messageSend = z
  .object({ ...draftFields, conversation_id: id })
  .strict()
  .refine(hasContent, isEmpty)
export type MessageSend = z.infer<typeof messageSend>

/** The body of `PUT /api/messages/:id`. Only a message with files may have an empty text. */
export const messageEdit = z
  .object({ body: messageBody, mentions: mentionedPeople.optional() })
  .strict()

/**
 * One page of history. `before_seq` asks for earlier messages, `after_seq` for later ones. Neither asks for the newest
 * page.
 */
export const historyQuery = z
  .object({
    before_seq: z.coerce.number().int().min(1).optional(),
    after_seq: z.coerce.number().int().min(0).optional(),
    /** The page with this message in its middle: for a link, a search result or the first unread message. */
    around_seq: z.coerce.number().int().min(1).optional(),
    /** Only the thread of this root. */
    thread_root: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine(
    ({ before_seq, after_seq, around_seq }) =>
      [before_seq, after_seq, around_seq].filter((seq) => seq !== undefined).length <= 1,
    { message: 'Give one of before_seq, after_seq and around_seq.' },
  )
export type HistoryQuery = z.infer<typeof historyQuery>

/**
 * `items` are oldest first. `has_more` is about the direction of the request: earlier messages, except with
 * `after_seq`. `has_later` comes only with `around_seq`. `people` are those whom
 * `items` name and whom the conversation does not list.
 */
export const history = z.object({
  items: z.array(message),
  people: z.array(person).optional(),
  has_more: z.boolean(),
  has_later: z.boolean().optional(),
})
export type History = z.infer<typeof history>

/** `GET /api/conversations/:id/pins`: the pinned messages, the newest pin first. */
export const pinsQuery = z.object({ cursor: z.string().max(200).optional() })
export type PinsQuery = z.infer<typeof pinsQuery>

/**
 * `GET /api/conversations/:id/files`: messages with files of the kind that was asked for, or with links. A page may have
 * few items and still a `next_cursor`. `people` are those whom `items` name.
 */
export const fileList = z.object({
  items: z.array(message),
  people: z.array(person),
  next_cursor: z.string().nullable(),
})
export type FileList = z.infer<typeof fileList>

/** `people` are those whom `items` name. */
export const pinList = z.object({
  items: z.array(message),
  people: z.array(person),
  next_cursor: z.string().nullable(),
})
export type PinList = z.infer<typeof pinList>
