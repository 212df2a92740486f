import type { Sql } from '../database/client.ts'
import type { Counted } from '../operations/metrics.ts'

/** What one relay counted since its last sample. */
export interface Sample {
  node: string
  sockets: number
  people: number
  opened: number
  closed: Record<string, number>
  stored: number
  confirmed: number
  gaps: number
  latencies: number[]
  /** The people with the most sockets. */
  connections: Record<string, number>
}

/** What was counted between two readings. A reason that is new counts from zero. */
export function difference(
  now: Counted,
  before: Counted | null,
): Pick<Sample, 'opened' | 'closed' | 'stored' | 'confirmed' | 'gaps' | 'latencies'> {
  const closed = Object.entries(now.closed)
    .map(([reason, count]): [string, number] => [reason, count - (before?.closed[reason] ?? 0)])
    .filter(([, count]) => count > 0)
  return {
    opened: now.opened - (before?.opened ?? 0),
    closed: Object.fromEntries(closed),
    stored: now.stored - (before?.stored ?? 0),
    confirmed: now.confirmed - (before?.confirmed ?? 0),
    gaps: now.gaps - (before?.gaps ?? 0),
    latencies: perBucket(now.latencies).map(
      (count, place) => count - (perBucket(before?.latencies ?? [])[place] ?? 0),
    ),
  }
}

/** A bucket of Prometheus also counts everything below it. */
const perBucket = (cumulative: readonly number[]) =>
  cumulative.map((count, place) => count - (cumulative[place - 1] ?? 0))

/** Stores the sample, and deletes what is older than a day. */
export async function storeSample(sql: Sql, sample: Sample): Promise<void> {
  const { node, sockets, people, opened, stored, confirmed, gaps, latencies } = sample
  await sql`
    with previous as (
      update private.monitoring_samples set connections = null
      where node = ${node} and connections is not null and at > now() - interval '1 hour'
    ),
    old as (
      delete from private.monitoring_samples where at < now() - interval '1 day'
    )
    insert into private.monitoring_samples
      (node, sockets, people, opened, closed, stored, confirmed, gaps, latencies, connections)
    values (${node}, ${sockets}, ${people}, ${opened}, ${JSON.stringify(sample.closed)}::text::jsonb,
      ${stored}, ${confirmed}, ${gaps}, ${latencies}, ${JSON.stringify(sample.connections)}::text::jsonb)`
}
