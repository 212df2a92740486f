import type { Monitoring } from '../../wire/monitoring/monitoring.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'

const whole = new Intl.NumberFormat('en')
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 })

/** The most important numbers, in large type. */
export function Numbers({ numbers }: { numbers: Monitoring }) {
  const labels = useMonitoringCatalogue()
  const { sockets, people, nodes, totals } = numbers
  const { success_rate, latency_p95 } = totals
  const tiles: [name: string, value: string][] = [
    [labels.sockets, whole.format(sockets)],
    [labels.people, whole.format(people)],
    [labels.perPerson, people === 0 ? labels.none : exact.format(sockets / people)],
    [labels.nodes, whole.format(nodes)],
    [labels.sent, whole.format(totals.sent)],
    [labels.delivered, whole.format(totals.delivered)],
    [labels.successRate, success_rate === null ? labels.none : share.format(success_rate)],
    [
      labels.latency,
      latency_p95 === null ? labels.none : labels.milliseconds(exact.format(latency_p95)),
    ],
  ]
  return (
    <section aria-label={labels.now}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line lg:grid-cols-4">
        {tiles.map(([name, value]) => (
          <div key={name} className="flex flex-col justify-between gap-1 bg-bg p-4">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="text-xl font-bold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-muted">{labels.successHelp}</p>
      <p className="text-sm text-muted">{labels.latencyHelp}</p>
    </section>
  )
}
