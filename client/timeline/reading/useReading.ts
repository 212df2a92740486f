import { useEffect, useState, type RefObject } from 'react'
import { authorOf, isBy, isByOneOf } from '../../../wire/author.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'
import { followDivider, openDivider, type Divider } from './divider.ts'
import { useMessenger } from '../../messenger/context.ts'
import { lastVisible } from '../scrolling/scroll-place.ts'

interface ReadingOptions {
  conversation: Conversation
  timeline: Timeline
  me: string
  blocked: ReadonlySet<string>
  divider: Divider
  onDivider: (divider: Divider) => void
  box: RefObject<HTMLElement | null>
  endVisible: boolean
  /** The view is moving to a place. What it shows meanwhile does not count as read. */
  moving: boolean
  /** The user looks at this tab, and what is new arrives one by one. */
  isWatched: boolean
}

export function useDivider(readUpTo: number) {
  const [divider, setDivider] = useState(() => openDivider(readUpTo))
  const [openedAt, setOpenedAt] = useState(readUpTo)
  if (openedAt === readUpTo) return [divider, setDivider] as const
  setOpenedAt(readUpTo)
  // The server told how far the person has read, maybe on another device. The divider never goes back.
  if (readUpTo <= (divider.after ?? divider.upTo)) return [divider, setDivider] as const
  // One that was seen stays put.
  const opened = divider.seen
    ? { ...divider, upTo: Math.max(divider.upTo, readUpTo) }
    : openDivider(readUpTo)
  setDivider(opened)
  return [opened, setDivider] as const
}

/**
 * Follows what the user reads: the "New" divider, the read position, and the number of new messages below.
 */
export function useReading(options: ReadingOptions): { unseen: number } {
  const { conversation, timeline, me, blocked, divider, moving } = options
  const { messages } = timeline
  const endVisible = options.endVisible && !moving
  const whole = timeline.status === 'ready' && !timeline.hasLater
  const watching = whole && options.isWatched && endVisible
  const lastSeq = messages.at(-1)?.seq ?? 0
  const mine = conversation.participants.find((participant) => participant.user_id === me)
  const readSeq = mine?.last_read_seq ?? lastSeq
  const followed = followDivider(divider, { messages, me, ready: whole, watching })
  if (followed !== divider) options.onDivider(followed)
  useMarkRead({ conversationId: conversation.id, lastSeq, readSeq, watching })

  const seenSeq = useSeen(options.box, timeline.readUpTo, moving)
  const isNew = (message: Message) =>
    message.seq > seenSeq &&
    !isBy(authorOf(message), me) &&
    message.thread_root === null &&
    message.kind === 'text' &&
    message.deleted_at === null &&
    !isByOneOf(authorOf(message), blocked)
  // Messages after the loaded ones are counted by the server only, from the read position to the end.
  const unshown = conversation.last_seq - Math.max(lastSeq, seenSeq)
  const beyond = timeline.hasLater ? Math.min(conversation.unread, unshown) : 0
  return { unseen: messages.filter(isNew).length + beyond }
}

interface MarkReadOptions {
  conversationId: string
  /** The seq of the newest message, and the seq up to which the conversation is read. */
  lastSeq: number
  readSeq: number
  /** The end is on the screen, and the user looks at it. */
  watching: boolean
}

function useMarkRead({ conversationId, lastSeq, readSeq, watching }: MarkReadOptions): void {
  const messenger = useMessenger()
  useEffect(() => {
    if (watching && lastSeq > readSeq) messenger.timeline.markRead(conversationId, lastSeq)
  }, [messenger, conversationId, lastSeq, readSeq, watching])
}

/**
 * The seq of the newest message that has been on the screen. It is measured when the user scrolls or the
 * log changes its size, but not during a jump.
 */
function useSeen(box: RefObject<HTMLElement | null>, readUpTo: number, moving: boolean): number {
  const [seen, setSeen] = useState(readUpTo)
  useEffect(() => {
    const log = box.current
    if (!log || moving) return
    const look = () => {
      const shown = lastVisible(log)
      setSeen((now) => Math.max(now, shown))
    }
    // A new observer also reports the first size.
    const observer = new ResizeObserver(look)
    observer.observe(log)
    if (log.firstElementChild) observer.observe(log.firstElementChild)
    log.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      log.removeEventListener('scroll', look)
    }
  }, [box, moving])
  return Math.max(seen, readUpTo)
}
