import { useCallback, useEffect, useRef, useState } from 'react'
import type { Monitoring } from '../../wire/monitoring/monitoring.ts'
import type { MonitoringWindow } from '../../wire/monitoring/monitoring-windows.ts'
import { useWhileVisible } from '../browser/useWhileVisible.ts'
import { useMessenger } from '../messenger/context.ts'
import { failureOf } from '../requests/failure.ts'

/** The relays report after the same time. */
const EVERY_MS = 10_000

type Answer =
  | { kind: 'loading' }
  | { kind: 'failed'; isForbidden: boolean }
  | { kind: 'ready'; numbers: Monitoring }

/** The numbers of this window. They reload while the page is visible; a failed reload keeps the last ones. */
export function useMonitoring(window: MonitoringWindow) {
  const messenger = useMessenger()
  const [answer, setAnswer] = useState<Answer>({ kind: 'loading' })
  const chosen = useRef(window)
  useEffect(() => void (chosen.current = window), [window])

  const load = useCallback(async () => {
    try {
      const numbers = await messenger.account.monitoring(window)
      // The answer for a longer time takes longer. It must not replace a later choice.
      if (chosen.current === window) setAnswer({ kind: 'ready', numbers })
    } catch (failure) {
      const isForbidden = failureOf(failure).code === 'forbidden'
      setAnswer((known) =>
        known.kind === 'ready' && !isForbidden ? known : { kind: 'failed', isForbidden },
      )
    }
  }, [messenger, window])

  const look = useCallback(() => void load(), [load])
  useWhileVisible(look, EVERY_MS)

  return { answer, load }
}
