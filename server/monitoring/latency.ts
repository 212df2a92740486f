import { latencyBounds } from '../operations/metrics.ts'

/**
 * The milliseconds that this share of the deliveries took at most. The buckets of the histogram say so. The deliveries of
 * a bucket count as evenly spread over it. The last bucket has no upper bound, so its lower bound is the answer.
 */
export function percentile(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let left = share * total
  for (const [place, count] of buckets.entries()) {
    if (count > 0 && left <= count) {
      const from = latencyBounds[place - 1] ?? 0
      const to = latencyBounds[place] ?? from
      return Math.round((from + ((to - from) * left) / count) * 100_000) / 100
    }
    left -= count
  }
  return (latencyBounds.at(-1) ?? 0) * 1000
}

/** The buckets of several spans of time together. */
export const together = (all: readonly (readonly number[])[]): number[] =>
  Array.from({ length: latencyBounds.length + 1 }, (_, place) =>
    all.reduce((sum, buckets) => sum + (buckets[place] ?? 0), 0),
  )
