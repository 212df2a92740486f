import { z } from 'zod'
import { messageFile } from './files.ts'
import { MAX_FILES } from './limits.ts'
import { counter, id, timestamp } from './primitives.ts'
import { normalEmoji } from './text/emoji.ts'

const messageKind = z.enum(['text', 'system'])

/** The event of a system line. The page makes the sentence in the reader's language. */
export const systemEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('created'), title: z.string() }),
  z.object({ type: z.literal('renamed'), title: z.string() }),
  z.object({ type: z.literal('picture_changed') }),
  z.object({ type: z.literal('room_created'), title: z.string() }),
  /** A room has another name, or other settings. */
  z.object({ type: z.literal('room_changed') }),
  /** New messages disappear after these seconds. Null: they stay. */
  z.object({ type: z.literal('lifetime_changed'), seconds: z.int().nullable() }),
  z.object({ type: z.literal('added'), user_ids: z.array(id) }),
  z.object({ type: z.literal('removed'), user_ids: z.array(id) }),
  /** The actor came by an invitation. */
  z.object({ type: z.literal('joined') }),
  z.object({ type: z.literal('left') }),
  /** The actor pinned a message. Nothing tells of its unpinning. */
  z.object({ type: z.literal('pinned') }),
  z.object({ type: z.literal('account_deleted') }),
  z.object({ type: z.literal('role_changed'), user_ids: z.array(id), role: z.string() }),
])
export type SystemEvent = z.infer<typeof systemEvent>

/** One real emoji, in the spelling that all spellings of it share. So each person reacts with it once. */
export const emoji = z
  .string()
  .min(1)
  .max(64)
  .overwrite((text) => normalEmoji(text) ?? text)
  .refine((text) => normalEmoji(text) === text, 'This is not an emoji.')

/** One emoji on a message, and the people who used it. */
const reaction = z.object({
  emoji: z.string(),
  /** The first people who used it, at most `MAX_LISTED_REACTORS`. */
  user_ids: z.array(id),
  /** How many people used it after those in `user_ids`. It is absent when `user_ids` are all of them. */
  more: z.int().min(1).optional(),
  /**
   * Whether the reader is one of all these people. It is there only with `more`, and only in what one reader gets. An
   * event goes to many readers, and there it is absent: the reader's own reaction is then the same as before.
   */
  mine: z.boolean().optional(),
})
export type Reaction = z.infer<typeof reaction>

/** A card for the first link of a message. The relay fetched the page, and no reader asks its site for anything. */
const linkPreview = z.object({
  /** The address in the message. */
  address: z.string(),
  title: z.string(),
  /** The host that the page came from, after redirects. */
  site: z.string(),
  /** The picture is at `/api/messages/:id/preview`. */
  has_picture: z.boolean(),
})
export type LinkPreview = z.infer<typeof linkPreview>

export const message = z.object({
  id,
  conversation_id: id,
  seq: counter,
  ver: counter,
  sender_id: id.nullable(),
  client_id: id,
  kind: messageKind,
  /** Empty when the message was deleted or has disappeared. */
  body: z.string(),
  /** The message it quotes. */
  reply_to: id.nullable(),
  /** The root of the thread that it is in. Such a message is shown in the thread's panel, not in the timeline. */
  thread_root: id.nullable(),
  /** Only for a root: how many answers the thread has, and the time of the newest. */
  thread: z.object({ count: z.int().min(1), last_at: timestamp }).nullable(),
  /** The mentioned people who were in the conversation. */
  mentions: z.array(id),
  /**
   * What stands after the `@` for each of `mentions`: a username, or another name that the sender chose. A message names
   * the same people when they have other names later. It is empty for messages from before it was kept.
   */
  mention_names: z.array(z.string()).optional(),
  /** Only for kind `system`. */
  event: systemEvent.nullable(),
  reactions: z.array(reaction),
  created_at: timestamp,
  edited_at: timestamp.nullable(),
  /** Equal to `expires_at` when the message has disappeared. */
  deleted_at: timestamp.nullable(),
  /** When a moderator hid the message. Its body is empty since then. */
  hidden_at: timestamp.nullable().optional(),
  /** The time when it was pinned. A deleted message is not pinned. */
  pinned_at: timestamp.nullable(),
  /** The message disappears at this moment. Null: it stays. */
  expires_at: timestamp.nullable(),
  /** It is absent when the message has no files, and when it has no body any more. */
  files: z.array(messageFile).max(MAX_FILES).optional(),
  /** It comes some time after the message, with a higher `ver`. It is absent when there is none. */
  preview: linkPreview.optional(),
})
export type Message = z.infer<typeof message>
