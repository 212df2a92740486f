import { useEffect, useState } from 'react'
import type { UploadRules } from '../../wire/files.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'
import { useMessenger } from '../messenger/context.ts'
import { Switch } from '../ui/choices/Switch.tsx'

/** Switches uploads off or on for everybody. It is shown only when the relay has told what holds now. */
export function UploadSwitch() {
  const { uploads: labels } = useMonitoringCatalogue()
  const { rooms } = useMessenger()
  const [isOn, setIsOn] = useState<boolean | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    let isCurrent = true
    rooms
      .ask<UploadRules>('GET', '/api/uploads')
      .then(({ enabled }) => isCurrent && setIsOn(enabled))
      .catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [rooms])

  async function change(enabled: boolean) {
    setHasFailed(false)
    try {
      await rooms.ask('PUT', '/api/admin/uploads', { enabled })
      setIsOn(enabled)
    } catch {
      setHasFailed(true)
    }
  }

  if (isOn === null) return null
  return (
    <div>
      <Switch label={labels.choice} help={labels.help} checked={isOn} onChange={change} />
      {hasFailed && (
        <p role="alert" className="text-sm text-danger">
          {labels.failed}
        </p>
      )}
    </div>
  )
}
