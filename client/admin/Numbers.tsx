import type { Monitoring } from '../../wire/monitoring/monitoring.ts'
import { useFormat } from '../i18n/language.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'

/** The most important numbers, in large type. */
export function Numbers({ numbers }: { numbers: Monitoring }) {
  const labels = useMonitoringCatalogue()
  const { number } = useFormat()
  const exact = (value: number) => number(value, { maximumFractionDigits: 1 })
  const share = (value: number) => number(value, { style: 'percent', maximumFractionDigits: 2 })
  const { sockets, people, nodes, totals } = numbers
  const { success_rate, latency_p95 } = totals
  const tiles: [name: string, value: string][] = [
    [labels.sockets, number(sockets)],
    [labels.people, number(people)],
    [labels.perPerson, people === 0 ? labels.none : exact(sockets / people)],
    [labels.nodes, number(nodes)],
    [labels.sent, number(totals.sent)],
    [labels.delivered, number(totals.delivered)],
    [labels.successRate, success_rate === null ? labels.none : share(success_rate)],
    [labels.latency, latency_p95 === null ? labels.none : labels.milliseconds(exact(latency_p95))],
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
