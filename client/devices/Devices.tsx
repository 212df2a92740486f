import { useCallback, useEffect, useState } from 'react'
import type { DeviceSession } from '../../wire/session.ts'
import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { paths } from '../navigation/routes.ts'
import { useDevicesCatalogue } from '../i18n/devices.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../browser/useNow.ts'
import { DeviceRow } from './DeviceRow.tsx'
import { EndSession } from './EndSession.tsx'
import { useMessenger } from '../messenger/context.ts'

/** Short enough to show a new sign-in while the user looks at the page. */
const EVERY_MS = 30_000

/** Lists every browser in which the user is signed in. Each session can be ended here. */
export default function Devices() {
  const labels = useDevicesCatalogue()
  const { devices, load } = useDevices()
  const now = useNow(30_000)
  const [ending, setEnding] = useState<DeviceSession | 'other_sessions' | null>(null)
  const items = devices.kind === 'ready' ? devices.items : []
  const otherCount = items.filter((device) => !device.current).length

  return (
    <SettingsFrame title={labels.title} back={{ href: paths.settings, label: labels.back }}>
      <section aria-label={labels.title}>
        <p className="mb-2 text-muted">{labels.help}</p>
        {devices.kind === 'loading' && (
          <p role="status" className="animate-late py-4 text-muted">
            {labels.loading}
          </p>
        )}
        {devices.kind === 'failed' && (
          <div role="alert" className="flex flex-wrap items-center gap-3 py-4">
            <p>{labels.failed}</p>
            <Button onClick={() => void load()}>{labels.retry}</Button>
          </div>
        )}
        <ul className="divide-y divide-line">
          {items.map((device) => (
            <DeviceRow key={device.id} device={device} now={now} onEnd={() => setEnding(device)} />
          ))}
        </ul>
        {devices.kind === 'ready' &&
          (otherCount > 0 ? (
            <Button className="mt-4" onClick={() => setEnding('other_sessions')}>
              {labels.endOtherSessions}
            </Button>
          ) : (
            <p className="mt-4 text-sm text-muted">{labels.onlyThis}</p>
          ))}
      </section>
      {ending && (
        <EndSession
          ending={ending}
          otherCount={otherCount}
          onEnded={load}
          onClose={() => setEnding(null)}
        />
      )}
    </SettingsFrame>
  )
}

type Devices =
  { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; items: readonly DeviceSession[] }

/** The user's sessions. They reload while the page is visible; a failed reload keeps the last list. */
function useDevices() {
  const messenger = useMessenger()
  const [devices, setDevices] = useState<Devices>({ kind: 'loading' })

  const load = useCallback(async () => {
    try {
      setDevices({ kind: 'ready', items: await messenger.account.sessions() })
    } catch {
      setDevices((known) => (known.kind === 'ready' ? known : { kind: 'failed' }))
    }
  }, [messenger])

  useEffect(() => {
    const look = () => void (document.visibilityState === 'visible' && load())
    look()
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [load])

  return { devices, load }
}
