import { useMemo } from 'react'
import { authorOf, isBy } from '../../wire/author.ts'
import { useTimeline } from '../messenger/context.ts'

/**
 * When slow mode lets the user write again, as a moment of `performance.now()`, or null. The server decides. This tells it
 * beforehand, from the user's newest message that is loaded.
 */
export function useNextTurn(conversationId: string, me: string, slowModeSeconds: number) {
  const timeline = useTimeline(conversationId)
  const newest = timeline?.messages.findLast(
    (message) => message.kind === 'text' && isBy(authorOf(message), me),
  )
  const sentAt = newest?.created_at ?? null
  const until = useMemo(() => endOfPause(sentAt, slowModeSeconds), [sentAt, slowModeSeconds])
  const isSending = timeline?.pending.some(({ state }) =>
    ['waiting', 'sending'].includes(state.kind),
  )
  return { until, isSending: isSending ?? false }
}

/** The clock of this computer may be wrong. Nobody waits longer than slow mode says. */
function endOfPause(sentAt: string | null, slowModeSeconds: number): number | null {
  if (sentAt === null) return null
  const pause = slowModeSeconds * 1000
  const left = Math.min(pause, Date.parse(sentAt) + pause - Date.now())
  return left > 0 ? performance.now() + left : null
}
