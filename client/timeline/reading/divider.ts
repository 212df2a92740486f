import { authorOf, isBy } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'

/** Where the "New" divider stands, and what decides whether it may move. */
export interface Divider {
  /** After this seq; null when there is none. */
  after: number | null
  /** The newest seq that was taken into account. */
  upTo: number
  /** The first real page has come: from now on someone may be watching messages arrive. */
  opened: boolean
  /** What it divides off has been read to the end: it stays where it is, until there is something newer to mark. */
  seen: boolean
}

export function openDivider(readUpTo: number): Divider {
  return { after: null, upTo: readUpTo, opened: false, seen: false }
}

interface Now {
  messages: readonly Pick<Message, 'seq' | 'sender_id'>[]
  me: string
  ready: boolean
  /** Somebody looks at the end of the conversation. */
  watching: boolean
}

/** The same object when nothing changed. A message that arrives before someone's eyes is not "new". */
export function followDivider(divider: Divider, { messages, me, ready, watching }: Now): Divider {
  const { after, upTo, opened, seen } = divider
  const newest = Math.max(upTo, messages.at(-1)?.seq ?? 0)
  const watched = opened && watching
  const fresh = messages.some((message) => message.seq > upTo && !isBy(authorOf(message), me))
  const place = fresh && !watched && (after === null || seen)

  const next: Divider = {
    after: place ? upTo : after,
    upTo: newest,
    opened: opened || ready,
    seen: place ? false : seen || watched,
  }
  const same =
    next.after === after && next.upTo === upTo && next.opened === opened && next.seen === seen
  return same ? divider : next
}
