import { z } from 'zod'
import { conversationKinds } from './conversation-kinds.ts'
import { MAX_LISTED_PARTICIPANTS } from './limits.ts'
import { counter, id, shownName, timestamp } from './primitives.ts'
import { message } from './messages.ts'
import { messageLifetime } from './message-lifetime.ts'
import { roomSettings } from './rooms/room-settings.ts'

export const conversationKind = z.enum(conversationKinds)

/** `0 <= last_read_seq <= last_delivered_seq <= last_seq`. They move only forward, except for `unread_from`. */
export const participant = z.object({
  user_id: id,
  username: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  role: z.enum(['owner', 'admin', 'member']),
  last_read_seq: counter,
  last_delivered_seq: counter,
  /** Rises with every move of `last_read_seq` or `last_delivered_seq`. */
  receipts_ver: counter,
})
export type Participant = z.infer<typeof participant>

/** Which messages notify a participant: all, only those that mention them, or none. */
export const notifyLevel = z.enum(['all', 'mentions', 'none'])

/** The own settings of a participant in a conversation. Nobody else gets them. */
export const ownSettings = z.object({
  user_id: id,
  /** Rises with every change of these settings. */
  own_ver: counter,
  role: z.enum(['owner', 'admin', 'member']),
  muted: z.boolean(),
  notify: notifyLevel,
  /** Marked unread by hand. It shows a badge without a number until the conversation is opened. */
  marked_unread: z.boolean(),
  draft: z.object({ body: z.string(), updated_at: timestamp }).nullable(),
  /** The number of unread messages that mention the participant, counted up to 100. */
  mentions: z.int().min(0).max(100),
  /** The time when the participant pinned the conversation to the top of their list. */
  pinned_at: timestamp.nullable(),
  /** The `last_seq` when the participant archived it. wire/archive.ts tells whether it is archived now. */
  archived_seq: counter.nullable(),
  /** The time of their last message that counted for slow mode, by the clock of the server. Null outside of rooms. */
  last_sent_at: timestamp.nullable(),
  /** Only for a pair: the participant has blocked the counterpart. */
  blocked: z.boolean(),
  /**
   * Only in a dark room: the name of the own alias. `user_id` is its id. `writes_from` is the time from which it may
   * write, and null when it may write already.
   */
  alias: z.object({ name: z.string(), writes_from: timestamp.nullable() }).nullish(),
})
export type OwnSettings = z.infer<typeof ownSettings>

/** The post of a POST_LINKED conversation. Nobody writes about a post that is not open. */
const linkedPost = z.object({
  id,
  /** Empty after a moderator hid or deleted the post. */
  title: z.string(),
  /** The page of the post in another application. */
  url: z.string().nullable(),
  state: z.enum(['open', 'closed', 'deleted']),
})
export type LinkedPost = z.infer<typeof linkedPost>

/** A conversation as one participant sees it: `unread` and `me` are theirs. */
export const conversation = z.object({
  id,
  kind: conversationKind,
  title: z.string().nullable(),
  avatar_url: z.string().nullable(),
  /** The post that the conversation is about. Its title stays when the post is closed or deleted. */
  post: linkedPost.nullable(),
  /** Only for a room. */
  room: roomSettings.nullable(),
  participant_count: counter,
  /** New messages disappear after these seconds. Null: they stay. */
  message_lifetime_seconds: messageLifetime.nullable(),
  /** The first participants: the asker, the owner and admins, the latest writers, then by the time of joining. */
  participants: z.array(participant).max(MAX_LISTED_PARTICIPANTS),
  last_seq: counter,
  last_ver: counter,
  last_message: message.nullable(),
  /** The number of unread messages. The server counts up to 100, which is shown as "99+". */
  unread: z.int().min(0).max(100),
  me: ownSettings,
  created_at: timestamp,
  /** The order of the list: the time when the newest message was stored or the conversation was made. */
  active_at: timestamp,
})
export type Conversation = z.infer<typeof conversation>

export const groupTitle = shownName(120)
/** The most people in a group. */
export const MAX_PARTICIPANTS = 1000
