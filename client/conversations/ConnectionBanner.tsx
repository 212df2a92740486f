import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/language.ts'
import type { Connection } from '../realtime/model.ts'
import { useMessengerState } from './context.ts'

/** A short break mends itself, and nobody has to know. */
const QUIET_MS = 5000

/** Whether the connection has been away for so long that a person should hear of it. */
function useLongAway(connection: Connection): boolean {
  const since = connection.kind === 'online' ? null : connection.since
  const [shownSince, setShownSince] = useState<number | null>(null)
  useEffect(() => {
    if (since === null) return
    const wait = Math.max(0, since + QUIET_MS - performance.now())
    const timer = setTimeout(() => setShownSince(since), wait)
    return () => clearTimeout(timer)
  }, [since])
  return since !== null && shownSince !== null
}

export function ConnectionBanner() {
  const { conversations: text } = useText()
  const connection = useMessengerState((state) => state.connection)
  const waiting = useMessengerState((state) => state.waiting)
  const away = useLongAway(connection)
  if (!away) return null
  return (
    <p className="shell-banner flex animate-appear items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 pt-safe-2 text-sm text-warning">
      <WifiOff aria-hidden className="size-4 shrink-0" />
      <span>
        <strong className="font-medium">
          {connection.kind === 'offline' ? text.youAreOffline : text.reconnecting}
        </strong>{' '}
        {text.queued(waiting)}
      </span>
    </p>
  )
}
