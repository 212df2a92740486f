import { Hourglass, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import type { Connection } from '../realtime/store/messenger-state.ts'
import { announce } from '../ui/announcer.ts'
import { useSecondsLeft } from '../ui/useCountdown.ts'
import { OutdatedBanner } from './OutdatedBanner.tsx'
import { useMessengerState } from '../messenger/context.ts'

/** A short break ends by itself, so the page does not show it. */
const QUIET_MS = 5000

/** Whether the connection has been away long enough to show a banner. */
function useLongAway(connection: Connection): boolean {
  const since = 'since' in connection ? connection.since : null
  const [shownSince, setShownSince] = useState<number | null>(null)
  useEffect(() => {
    if (since === null) return
    const wait = Math.max(0, since + QUIET_MS - performance.now())
    const timer = setTimeout(() => setShownSince(since), wait)
    return () => clearTimeout(timer)
  }, [since])
  return since !== null && shownSince !== null
}

/** The seconds of the relay's rate limit. They count down on the screen and are announced once. */
function useRateLimitSeconds(): number {
  const { refusals: labels } = useCatalogue()
  const until = useMessengerState((state) => state.rateLimitedUntil)
  const left = useSecondsLeft(until)
  const isRateLimited = left > 0
  useEffect(() => {
    if (isRateLimited && until !== null) {
      announce(labels.tryingAgain(Math.ceil((until - performance.now()) / 1000)))
    }
  }, [isRateLimited, until, labels])
  return left
}

/** Why the page cannot send now, and that no message is lost. */
export function ConnectionBanner() {
  const { conversations: labels, refusals } = useCatalogue()
  const connection = useMessengerState((state) => state.connection)
  const waiting = useMessengerState((state) => state.waiting)
  const away = useLongAway(connection)
  const left = useRateLimitSeconds()
  if (connection.kind === 'outdated') return <OutdatedBanner protocol={connection.protocol} />
  if (left === 0 && !away) return null
  const Icon = left > 0 ? Hourglass : WifiOff
  const [cause, queued] =
    left > 0
      ? [refusals.tryingAgain(left), refusals.sentAfterWait(waiting)]
      : [
          connection.kind === 'offline' ? labels.youAreOffline : labels.reconnecting,
          labels.queued(waiting),
        ]
  return (
    <p className="shell-banner flex animate-appear items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 pt-safe-2 text-sm text-warning">
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="tabular-nums">
        <strong className="font-medium">{cause}</strong> {queued}
      </span>
    </p>
  )
}
