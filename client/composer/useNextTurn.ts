import { useMemo } from 'react'
import { authorOf, isBy } from '../../wire/author.ts'
import { useConversation, useMessengerState, useTimeline } from '../messenger/context.ts'

/**
 * When slow mode lets the user write again, as a moment of `performance.now()`, or null. The server decides. This works it
 * out beforehand from two times: the one that the server noted, and that of the user's newest loaded message. That message
 * may be from another tab, or newer than what the server told.
 */
export function useNextTurn(conversationId: string, me: string, slowModeSeconds: number) {
  const serverClock = useMessengerState((state) => state.serverClock)
  const timeline = useTimeline(conversationId)
  const noted = useConversation(conversationId)?.me.last_sent_at ?? ''
  const newest = timeline?.messages.findLast(
    (message) => message.kind === 'text' && isBy(authorOf(message), me),
  )
  const loaded = newest?.created_at ?? ''
  const sentAt = loaded > noted ? loaded : noted
  const until = useMemo(
    () => endOfPause(sentAt, slowModeSeconds, serverClock),
    [sentAt, slowModeSeconds, serverClock],
  )
  const isSending = timeline?.pending.some(({ state }) =>
    ['waiting', 'sending'].includes(state.kind),
  )
  return { until, isSending: isSending ?? false }
}

/** The time of sending is by the clock of the server. Nobody waits longer than slow mode says. */
function endOfPause(sentAt: string, slowModeSeconds: number, serverClock: number): number | null {
  if (sentAt === '') return null
  const pause = slowModeSeconds * 1000
  const left = Math.min(pause, Date.parse(sentAt) + pause - (performance.now() + serverClock))
  return left > 0 ? performance.now() + left : null
}
