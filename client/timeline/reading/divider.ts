import { authorOf, isBy } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'

/** The place of the "New" divider, and the state that decides whether it may move. */
export interface Divider {
  /** The divider stands after this seq. Null means that there is none. */
  after: number | null
  /** The newest seq that was considered. */
  upTo: number
  /** True once the first page has loaded. From then on the user may be watching messages arrive. */
  opened: boolean
  /** Everything below the divider has been read. It stays in place until something newer is unread. */
  seen: boolean
}

export function openDivider(readUpTo: number): Divider {
  return { after: null, upTo: readUpTo, opened: false, seen: false }
}

interface Now {
  messages: readonly Pick<Message, 'seq' | 'sender_id'>[]
  me: string
  ready: boolean
  /** The user looks at the end of the conversation. */
  watching: boolean
}

/** Returns the same object if nothing changed. A message that arrives while the user watches is not new. */
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
