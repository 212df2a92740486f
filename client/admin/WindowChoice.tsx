import {
  monitoringWindows,
  type MonitoringWindow,
} from '../../wire/monitoring/monitoring-windows.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'

interface WindowChoiceProps {
  value: MonitoringWindow
  onChange: (window: MonitoringWindow) => void
}

export function WindowChoice({ value, onChange }: WindowChoiceProps) {
  const labels = useMonitoringCatalogue()
  return (
    <fieldset className="flex rounded-control border border-control">
      <legend className="sr-only">{labels.window}</legend>
      {monitoringWindows.map((window) => (
        <label key={window} className="relative">
          <input
            type="radio"
            name="window"
            checked={window === value}
            onChange={() => onChange(window)}
            className="peer sr-only"
          />
          <span className="flex min-h-8 cursor-pointer items-center rounded-control px-3 text-sm peer-checked:bg-own peer-checked:text-on-own peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus hover:bg-hover peer-checked:hover:bg-own touch:min-h-11">
            {labels.windows[window]}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
