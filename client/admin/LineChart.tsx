import type { MonitoringStep } from '../../wire/monitoring/monitoring.ts'
import { useFormat } from '../i18n/language.ts'
import { useMonitoringCatalogue } from '../i18n/monitoring.ts'
import { classes } from '../ui/classes.ts'
import { pathOf, topOf, type Series } from './chart.ts'
import { NumberTable } from './NumberTable.tsx'

/** Lines differ in colour and in dashes, so that people who cannot tell the colours apart can read the chart. */
const looks = [
  { line: 'stroke-accent', dash: undefined },
  { line: 'stroke-focus', dash: '6 3' },
  { line: 'stroke-warning', dash: '2 3' },
]

interface LineChartProps {
  title: string
  steps: readonly MonitoringStep[]
  series: readonly Series[]
}

/** A chart, and the same numbers as a table. */
export function LineChart({ title, steps, series }: LineChartProps) {
  const labels = useMonitoringCatalogue()
  const format = useFormat()
  const top = topOf(series)
  const times = steps.map(({ at }) => format.time(at))
  const spoken = series.map(({ name, values }) =>
    labels.most(name, String(Math.max(0, ...values.map((value) => value ?? 0)))),
  )
  return (
    <figure className="min-w-0 rounded-card border border-line p-4">
      <figcaption className="font-medium">{title}</figcaption>
      <ul className="mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
        {series.map(({ name }, place) => (
          <li key={name} className="flex items-center gap-2">
            <svg aria-hidden viewBox="0 0 24 4" className="h-1 w-6">
              <path d="M0 2H24" {...lookOf(place)} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex gap-2 text-xs text-muted tabular-nums">
        <div aria-hidden className="flex h-36 flex-col justify-between text-end">
          <span>{top}</span>
          <span>{top / 2}</span>
          <span>0</span>
        </div>
        <div className="min-w-0 flex-1 py-2">
          <svg
            role="img"
            aria-label={[title, ...spoken].join('. ')}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="h-32 w-full overflow-visible"
          >
            <path
              d="M0 0H100M0 50H100M0 100H100"
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
            {series.map(({ name, values }, place) => (
              <path key={name} d={pathOf(values, top)} {...lookOf(place)} />
            ))}
          </svg>
          <div aria-hidden className="mt-2 flex justify-between">
            <span>{times[0]}</span>
            <span>{times.at(-1)}</span>
          </div>
        </div>
      </div>
      <details className="mt-2 text-sm">
        <summary className="min-h-8 cursor-pointer rounded-control py-1 touch:min-h-11 touch:py-3">
          {labels.table}
        </summary>
        <NumberTable
          label={labels.tableOf(title)}
          head={[labels.time, ...series.map(({ name }) => name)]}
          rows={times
            .map((time, place) => [
              time,
              ...series.map(({ values }) => values[place] ?? labels.none),
            ])
            .toReversed()}
        />
      </details>
    </figure>
  )
}

function lookOf(place: number) {
  const look = looks[place % looks.length]
  return {
    className: classes('fill-none', look?.line),
    strokeWidth: 2,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    strokeDasharray: look?.dash,
    vectorEffect: 'non-scaling-stroke',
  } as const
}
