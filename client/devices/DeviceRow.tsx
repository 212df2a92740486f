import { Monitor, Smartphone } from 'lucide-react'
import type { DeviceSession } from '../../wire/session.ts'
import type { DevicesCatalogue } from '../i18n/en/devices.ts'
import { useDevicesCatalogue } from '../i18n/devices.ts'
import { useFormat } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { readUserAgent } from './user-agent.ts'

export function deviceName(device: DeviceSession, labels: DevicesCatalogue): string {
  const { browser, system } = readUserAgent(device.user_agent)
  return labels.name(browser ?? labels.unknownBrowser, system ?? labels.unknownSystem)
}

interface DeviceRowProps {
  device: DeviceSession
  now: Date
  onEnd: () => void
}

/** A device seen within this time counts as active. The relay does not update the time more often. */
const NOW_MS = 2 * 60_000

export function DeviceRow({ device, now, onEnd }: DeviceRowProps) {
  const labels = useDevicesCatalogue()
  const format = useFormat()
  const name = deviceName(device, labels)
  const Icon = readUserAgent(device.user_agent).mobile ? Smartphone : Monitor
  const active = device.current || now.getTime() - Date.parse(device.last_seen_at) < NOW_MS
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-hover text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-44 [overflow-wrap:anywhere]">
        <p className="font-medium">
          {name}
          {device.current && (
            <span className="ms-2 inline-block rounded-full bg-own px-2 text-xs font-medium text-on-own">
              {labels.current}
            </span>
          )}
        </p>
        <p className="text-sm text-muted">
          {device.ip_address ? labels.place(device.ip_address) : labels.unknownPlace}
        </p>
        <p className="text-sm text-muted">
          {active ? labels.activeNow : labels.lastSeen(format.ago(device.last_seen_at, now))} ·{' '}
          <time dateTime={device.created_at} title={format.full(device.created_at)}>
            {labels.since(format.dayWithin(device.created_at, now))}
          </time>
        </p>
      </div>
      {!device.current && (
        <Button aria-label={labels.endNamed(name)} onClick={onEnd}>
          {labels.end}
        </Button>
      )}
    </li>
  )
}
