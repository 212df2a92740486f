import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Conversation } from '../../../wire/conversations.ts'
import { useMessenger } from '../../messenger/context.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'

interface LandingOptions {
  conversation: Conversation
  timeline: Timeline
  /** The address names a message. */
  isLinked: boolean
  /** Returns whether the first unread message is among the loaded ones. */
  toFirstUnread: () => boolean
}

/**
 * Opening a conversation lands on the first unread message, even if it is not loaded yet. A link to a
 * message comes first. Until it lands, the loaded messages are those of another place.
 */
export function useLanding({
  conversation: { id, unread },
  timeline: { status, messages, hasEarlier, readUpTo },
  isLinked,
  toFirstUnread,
}: LandingOptions): 'opening' | 'going' | 'landed' {
  const messenger = useMessenger()
  const [state, setState] = useState<'opening' | 'going' | 'landed'>('opening')
  const arriving = useRef(false)
  const first = messages[0]?.seq ?? 0

  if (state === 'opening' && status === 'ready') {
    const before = unread > 0 && hasEarlier && first > readUpTo + 1
    setState(before && !isLinked ? 'going' : 'landed')
  }

  useEffect(() => {
    if (state !== 'going') return
    arriving.current = true
    const land = () => setState('landed')
    messenger.timeline.openUnread(id).then(land, land)
  }, [messenger, id, state])

  useLayoutEffect(() => {
    const arrived = arriving.current && first <= readUpTo + 1 && toFirstUnread()
    // If the landing failed or the user went elsewhere, a later visit to that place does not scroll.
    if (arrived || state === 'landed') arriving.current = false
  }, [first, readUpTo, toFirstUnread, state])

  return state
}
