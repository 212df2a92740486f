// No schema library here: the page applies this rule too.
import { authorOf, isBy, personIdOf } from './author.ts'
import { contentOf } from './content.ts'
import type { OwnSettings } from './conversations.ts'
import type { Message } from './messages.ts'

/**
 * What a new message does for one reader. `none`: it is not even unread. `badge`: it counts as unread and nothing more.
 * `notify`: the reader is told of it, by whatever means reach them.
 */
export type Notice = 'none' | 'badge' | 'notify'

export interface Reader {
  userId: string
  /** Of the conversation that the message is in. */
  settings: Pick<OwnSettings, 'muted' | 'notify'>
  /** Whether this reader has blocked the sender. */
  hasBlocked(senderId: string): boolean
}

type MessageFacts = Pick<
  Message,
  'sender_id' | 'kind' | 'body' | 'event' | 'deleted_at' | 'mentions'
>

/** The one rule for the toasts of the page, and for whatever else will reach a reader. */
export function noticeOf(message: MessageFacts, reader: Reader): Notice {
  const author = authorOf(message)
  const senderId = personIdOf(author)
  const { mentions } = message
  if (isBy(author, reader.userId)) return 'none'
  if (senderId !== null && reader.hasBlocked(senderId)) return 'none'
  switch (contentOf(message).kind) {
    case 'deleted':
      return 'none'
    case 'system': {
      const isNews = author.kind !== 'system' && bringsIn(message, reader.userId)
      return isNews && mayNotify(reader.settings, true) ? 'notify' : 'none'
    }
    case 'text': {
      // The account of its sender is gone: it stays unread, but nobody is left to be told of.
      if (author.kind === 'system') return 'badge'
      return mayNotify(reader.settings, mentions.includes(reader.userId)) ? 'notify' : 'badge'
    }
  }
}

/** Whether the message is the line that let this person into the conversation: they were added, or there from its start. */
function bringsIn({ event }: Pick<Message, 'event'>, userId: string): boolean {
  if (event?.type === 'added') return event.user_ids.includes(userId)
  return event?.type === 'created'
}

/** A message is about its reader when it mentions them or lets them in. */
function mayNotify({ muted, notify }: Reader['settings'], isAboutReader: boolean): boolean {
  if (muted || notify === 'none') return false
  return notify === 'all' || isAboutReader
}
