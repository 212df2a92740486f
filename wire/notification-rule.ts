// No schema library here: the page applies this rule too.
import { authorOf, isBy, personIdOf } from './author.ts'
import { contentOf } from './content.ts'
import type { OwnSettings } from './conversations.ts'
import type { Message } from './messages.ts'

/**
 * What a new message does for one reader. `none`: it does not count as unread. `badge`: it counts as unread and nothing
 * more. `notify`: the reader gets a notification, in whatever way reaches them.
 */
export type Notice = 'none' | 'badge' | 'notify'

export interface Reader {
  userId: string
  /** The reader's settings for the conversation of the message. */
  settings: Pick<OwnSettings, 'muted' | 'notify'>
  /** Whether this reader has blocked the sender. */
  hasBlocked(senderId: string): boolean
}

type MessageFacts = Pick<
  Message,
  'sender_id' | 'kind' | 'body' | 'event' | 'deleted_at' | 'expires_at' | 'mentions' | 'files'
>

/** The one rule for the notifications of the page, and later for push and mail. */
export function noticeOf(message: MessageFacts, reader: Reader): Notice {
  const author = authorOf(message)
  const senderId = personIdOf(author)
  const { mentions } = message
  if (isBy(author, reader.userId)) return 'none'
  if (senderId !== null && reader.hasBlocked(senderId)) return 'none'
  switch (contentOf(message).kind) {
    case 'deleted':
    case 'hidden':
    case 'expired':
      return 'none'
    case 'system': {
      const isNews = author.kind !== 'system' && bringsIn(message, reader.userId)
      return isNews && mayNotify(reader.settings, true) ? 'notify' : 'none'
    }
    case 'text':
    case 'files':
    case 'voice': {
      // The account of the sender was deleted. The message stays unread, but nobody is left to be named in a
      // notification.
      if (author.kind === 'system') return 'badge'
      return mayNotify(reader.settings, mentions.includes(reader.userId)) ? 'notify' : 'badge'
    }
  }
}

/**
 * Whether the message is the line that brought this person into the conversation: they were added, or there from its
 * start.
 */
function bringsIn({ event }: Pick<Message, 'event'>, userId: string): boolean {
  if (event?.type === 'added') return event.user_ids.includes(userId)
  return event?.type === 'created'
}

/** A message is about its reader when it mentions them or brings them into the conversation. */
function mayNotify({ muted, notify }: Reader['settings'], isAboutReader: boolean): boolean {
  if (muted || notify === 'none') return false
  return notify === 'all' || isAboutReader
}
