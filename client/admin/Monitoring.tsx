import { useState, type ReactNode } from 'react'
import type { Monitoring as Numbered } from '../../wire/monitoring/monitoring.ts'
import type { MonitoringWindow } from '../../wire/monitoring/monitoring-windows.ts'
import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { useFormat } from '../i18n/language.ts'
import { isolate } from '../i18n/en/isolate.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'
import { paths } from '../navigation/routes.ts'
import { Button } from '../ui/Button.tsx'
import { LineChart } from './LineChart.tsx'
import { Numbers } from './Numbers.tsx'
import { NumberTable } from './NumberTable.tsx'
import { useMonitoring } from './useMonitoring.ts'
import { UploadSwitch } from './UploadSwitch.tsx'
import { WindowChoice } from './WindowChoice.tsx'

/** What all relays count, for administrators. */
export default function Monitoring() {
  const labels = useMonitoringCatalogue()
  const format = useFormat()
  const [window, setWindow] = useState<MonitoringWindow>('15m')
  const { answer, load } = useMonitoring(window)
  return (
    <SettingsFrame title={labels.title} back={{ href: paths.settings, label: labels.back }} wide>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <p className="text-muted">{labels.help}</p>
        <WindowChoice value={window} onChange={setWindow} />
      </div>
      {answer.kind === 'loading' && (
        <p role="status" className="animate-late text-muted">
          {labels.loading}
        </p>
      )}
      {answer.kind === 'failed' && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{answer.isForbidden ? labels.forbidden : labels.failed}</p>
          {!answer.isForbidden && <Button onClick={() => void load()}>{labels.retry}</Button>}
        </div>
      )}
      {answer.kind === 'ready' && (
        <>
          <UploadSwitch />
          <Numbers numbers={answer.numbers} />
          <Charts numbers={answer.numbers} />
          <Tables numbers={answer.numbers} />
          <p className="text-sm text-muted">{labels.updated(format.time(answer.numbers.as_of))}</p>
        </>
      )}
    </SettingsFrame>
  )
}

function Charts({ numbers: { steps } }: { numbers: Numbered }) {
  const { charts, series } = useMonitoringCatalogue()
  const line = (name: keyof typeof series, field: keyof Omit<(typeof steps)[number], 'at'>) => ({
    name: series[name],
    values: steps.map((step) => step[field]),
  })
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <LineChart title={charts.sockets} steps={steps} series={[line('sockets', 'sockets')]} />
      <LineChart
        title={charts.changes}
        steps={steps}
        series={[line('opened', 'opened'), line('closed', 'closed')]}
      />
      <LineChart
        title={charts.messages}
        steps={steps}
        series={[
          line('sent', 'sent'),
          line('delivered', 'delivered'),
          line('repaired', 'repaired'),
        ]}
      />
      <LineChart
        title={charts.latency}
        steps={steps}
        series={[line('p50', 'latency_p50'), line('p95', 'latency_p95')]}
      />
    </div>
  )
}

function Tables({ numbers: { closed, connections } }: { numbers: Numbered }) {
  const labels = useMonitoringCatalogue()
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2 lg:gap-4">
      <Titled title={labels.reasons} empty={closed.length === 0 && labels.noReasons}>
        <NumberTable
          label={labels.reasons}
          head={[labels.reason, labels.count]}
          rows={closed.map(({ reason, count }) => [
            labels.reasonNames[reason] ?? labels.otherReason(reason),
            count,
          ])}
        />
      </Titled>
      <Titled title={labels.connections} empty={connections.length === 0 && labels.noConnections}>
        <p className="mb-2 text-sm text-muted">{labels.connectionsHelp}</p>
        <NumberTable
          label={labels.connections}
          head={[labels.person, labels.sockets]}
          rows={connections.map(({ person, sockets }) => [
            `${isolate(person.display_name)} (@${person.username})`,
            sockets,
          ])}
        />
      </Titled>
    </div>
  )
}

interface TitledProps {
  title: string
  /** What to say in place of the table, or false. */
  empty: string | false
  children: ReactNode
}

function Titled({ title, empty, children }: TitledProps) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 font-medium">{title}</h3>
      {empty === false ? children : <p className="text-sm text-muted">{empty}</p>}
    </section>
  )
}
