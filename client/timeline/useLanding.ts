import { useEffect, useLayoutEffect, useRef } from 'react'
import { useMessenger } from '../conversations/context.ts'
import type { Timeline } from '../realtime/model.ts'

/**
 * Opening lands on the first unread, also when it lies before the newest page. Not when the address asks for a message
 * of its own.
 */
export function useLanding(
  conversationId: string,
  { status, messages, hasEarlier, readUpTo }: Timeline,
  unread: number,
  toFirstUnread: () => boolean,
): void {
  const messenger = useMessenger()
  const decided = useRef(false)
  const landing = useRef(false)
  const ready = status === 'ready'
  const first = messages[0]?.seq ?? 0

  useEffect(() => {
    if (!ready || decided.current) return
    decided.current = true
    const linked = new URLSearchParams(location.search).has('m')
    if (linked || unread === 0 || !hasEarlier || first <= readUpTo + 1) return
    landing.current = true
    messenger.openAround(conversationId, readUpTo + 1).catch(() => {
      landing.current = false
    })
  }, [messenger, conversationId, ready, unread, hasEarlier, first, readUpTo])

  useLayoutEffect(() => {
    if (landing.current && first <= readUpTo + 1 && toFirstUnread()) landing.current = false
  }, [first, readUpTo, toFirstUnread])
}
