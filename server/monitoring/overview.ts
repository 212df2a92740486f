import type { Monitoring, MonitoringStep } from '../../wire/monitoring/monitoring.ts'
import type { MonitoringWindow } from '../../wire/monitoring/monitoring-windows.ts'
import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { percentile, together } from './latency.ts'
import { countedIn, type CountedStep } from './counted.ts'

/** The seconds of each window, and of its steps. A chart has 60 to 96 steps. */
const windows: Record<MonitoringWindow, { seconds: number; step: number }> = {
  '15m': { seconds: 15 * 60, step: 15 },
  '1h': { seconds: 60 * 60, step: 60 },
  '24h': { seconds: 24 * 60 * 60, step: 15 * 60 },
}

/**
 * What all relays counted, for an administrator.
 * @throws Refusal `forbidden`
 */
export async function monitoringFor(
  sql: Sql,
  userId: string,
  window: MonitoringWindow,
): Promise<Monitoring> {
  const { seconds, step } = windows[window]
  const counted = await countedIn(sql, userId, { seconds, step })
  if (counted === null) throw new Refusal('forbidden', 'Only administrators may see this.')
  const { start, steps, ...rest } = counted
  const byTime = new Map(steps.map((one) => [Date.parse(one.at), one]))
  const times = Array.from(
    { length: seconds / step },
    (_, place) => Date.parse(start) + place * step * 1000,
  )
  return {
    ...rest,
    step_seconds: step,
    totals: totalsOf(steps),
    steps: times.map((time) => stepOf(time, byTime.get(time))),
  }
}

function stepOf(time: number, counted: CountedStep | undefined): MonitoringStep {
  const { latencies, at: _, ...counts } = counted ?? nothing
  return {
    at: new Date(time).toISOString(),
    ...counts,
    latency_p50: percentile(latencies, 0.5),
    latency_p95: percentile(latencies, 0.95),
  }
}

const nothing: CountedStep = {
  at: '',
  sockets: 0,
  opened: 0,
  closed: 0,
  sent: 0,
  delivered: 0,
  repaired: 0,
  latencies: [],
}

function totalsOf(steps: readonly CountedStep[]): Monitoring['totals'] {
  const sum = (name: 'opened' | 'closed' | 'sent' | 'delivered' | 'repaired') =>
    steps.reduce((total, one) => total + one[name], 0)
  const latencies = together(steps.map((one) => one.latencies))
  const [delivered, repaired] = [sum('delivered'), sum('repaired')]
  return {
    opened: sum('opened'),
    closed: sum('closed'),
    sent: sum('sent'),
    delivered,
    repaired,
    latency_p50: percentile(latencies, 0.5),
    latency_p95: percentile(latencies, 0.95),
    success_rate: delivered === 0 ? null : Math.max(0, 1 - repaired / delivered),
  }
}
