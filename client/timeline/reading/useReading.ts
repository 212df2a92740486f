import { useState, type RefObject } from 'react'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Timeline } from '../../realtime/model.ts'
import { followDivider, openDivider, type Divider } from './divider.ts'
import { useAttention } from '../../browser/useAttention.ts'
import { useMarkRead } from './useMarkRead.ts'
import { useSeen } from './useSeen.ts'

interface ReadingOptions {
  conversation: Conversation
  timeline: Timeline
  me: string
  blocked: ReadonlySet<string>
  divider: Divider
  onDivider: (divider: Divider) => void
  box: RefObject<HTMLElement | null>
  endVisible: boolean
  /** Still on the way to a place: what is shown meanwhile is not being read. */
  moving: boolean
}

export const useDivider = (readUpTo: number) => useState(() => openDivider(readUpTo))

/** Follows what somebody sees: the "New" divider, the read mark, how much is new below. */
export function useReading(options: ReadingOptions): { unseen: number } {
  const { conversation, timeline, me, blocked, divider, moving } = options
  const { messages } = timeline
  const attention = useAttention()
  const endVisible = options.endVisible && !moving
  const whole = timeline.status === 'ready' && !timeline.hasLater
  const watching = whole && attention && endVisible
  const lastSeq = messages.at(-1)?.seq ?? 0
  const mine = conversation.participants.find((participant) => participant.user_id === me)
  const readSeq = mine?.last_read_seq ?? lastSeq
  const followed = followDivider(divider, { messages, me, ready: whole, watching })
  if (followed !== divider) options.onDivider(followed)
  useMarkRead({ conversationId: conversation.id, lastSeq, readSeq, watching })

  const seenSeq = useSeen(options.box, timeline.readUpTo, moving)
  const isNew = ({ seq, sender_id, thread_root, kind, deleted_at }: Message) =>
    seq > seenSeq &&
    sender_id !== me &&
    thread_root === null &&
    kind === 'text' &&
    deleted_at === null &&
    !blocked.has(sender_id ?? '')
  // Of what comes after the loaded part only the server knows how much it is, counted from what was read to the end.
  const unshown = conversation.last_seq - Math.max(lastSeq, seenSeq)
  const beyond = timeline.hasLater ? Math.min(conversation.unread, unshown) : 0
  return { unseen: messages.filter(isNew).length + beyond }
}
