import { useEffect, useState } from 'react'
import type { UploadRules } from '../../wire/files.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'
import { useMessenger } from '../messenger/context.ts'
import { useChanges } from '../requests/useChanges.ts'
import { Switch } from '../ui/choices/Switch.tsx'

/** Switches uploads off or on for everybody. It is shown only when the relay has told what holds now. */
export function UploadSwitch() {
  const { uploads: labels } = useMonitoringCatalogue()
  const { rooms } = useMessenger()
  const [isOn, setIsOn] = useState<boolean | null>(null)
  const { failure, save } = useChanges()
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

  const change = (enabled: boolean) =>
    save('uploads', async () => {
      await rooms.ask('PUT', '/api/admin/uploads', { enabled })
      setIsOn(enabled)
    })

  if (isOn === null) return null
  return (
    <div>
      <Switch label={labels.choice} help={labels.help} checked={isOn} onChange={change} />
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {labels.failed}
        </p>
      )}
    </div>
  )
}
