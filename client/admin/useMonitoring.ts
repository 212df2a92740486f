import { useCallback, useState } from 'react'
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
  | { kind: 'ready'; window: MonitoringWindow; numbers: Monitoring }

/** The numbers of this window. They reload while the page is visible; a failed reload keeps the last ones. */
export function useMonitoring(window: MonitoringWindow) {
  const messenger = useMessenger()
  const [answer, setAnswer] = useState<Answer>({ kind: 'loading' })

  const load = useCallback(async () => {
    try {
      const numbers = await messenger.account.monitoring(window)
      setAnswer({ kind: 'ready', window, numbers })
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
