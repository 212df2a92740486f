import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Conversation } from '../../../wire/conversations.ts'
import { useMessenger } from '../../messenger/context.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'
import type { ScrollKeeper } from './useScrollKeeper.ts'

interface LandingOptions {
  conversation: Conversation
  timeline: Timeline
  /** The address names a message. */
  isLinked: boolean
  keeper: Pick<ScrollKeeper, 'hasChosen' | 'toFirstUnread' | 'toEnd'>
  /** The "New" divider stands after this seq. */
  dividedAt: number | null
}

/**
 * Opening a conversation lands on the first unread message, even if it is not loaded yet. A link to a message comes
 * first. What this browser stored may be old: after the sync, it lands anew, unless the reader chose another place. Until
 * it lands, the loaded messages are those of another place.
 */
export function useLanding({
  conversation: { id, unread },
  timeline: { status, freshness, messages, hasEarlier, readUpTo },
  isLinked,
  keeper: { hasChosen, toFirstUnread, toEnd },
  dividedAt,
}: LandingOptions): 'opening' | 'going' | 'landed' {
  const messenger = useMessenger()
  const [state, setState] = useState<'opening' | 'going' | 'landed'>('opening')
  const [landedFor, setLandedFor] = useState(freshness)
  /** While nothing was missing, the first unread message was already before the loaded ones. */
  const [wasBefore, setWasBefore] = useState(false)
  const arriving = useRef(false)
  const last = useRef({ readUpTo, dividedAt })
  const first = messages[0]?.seq ?? 0
  const isBefore = unread > 0 && hasEarlier && first > readUpTo + 1
  const isCurrent = freshness === 'current'

  let now = state
  if (status === 'ready' && (state === 'opening' || landedFor !== freshness)) {
    const isNew = isCurrent && !wasBefore && !hasChosen
    if (isBefore && !isLinked && (state === 'opening' || isNew)) now = 'going'
    else if (state === 'opening') now = 'landed'
    if (now !== state) setState(now)
    if (landedFor === 'current') setWasBefore(isBefore)
    setLandedFor(freshness)
  }

  useEffect(() => {
    if (state !== 'going') return
    arriving.current = true
    let isOver = false
    const land = () => {
      if (!isOver) setState('landed')
    }
    messenger.timeline.openUnread(id).then(land, land)
    return () => {
      isOver = true
    }
  }, [messenger, id, state])

  useLayoutEffect(() => {
    const before = last.current
    last.current = { readUpTo, dividedAt }
    // The person has read on elsewhere, and the divider has moved there.
    const isMoved = before.readUpTo !== readUpTo && before.dividedAt !== dividedAt
    if (isMoved && state === 'landed' && !isLinked && !hasChosen) {
      if (dividedAt !== null) toFirstUnread()
      else messenger.timeline.toLatest(id).then(toEnd, toEnd)
    }
    const arrived = arriving.current && first <= readUpTo + 1 && toFirstUnread()
    // If the landing failed or the user went elsewhere, a later visit to that place does not scroll.
    if (arrived || state === 'landed') arriving.current = false
  }, [messenger, id, first, readUpTo, dividedAt, isLinked, hasChosen, toFirstUnread, toEnd, state])

  // Only the sync tells how much is unread before the loaded messages.
  return isBefore && !isCurrent && now === 'landed' ? 'opening' : now
}
