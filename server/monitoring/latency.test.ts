import { expect, test } from 'vitest'
import { percentile, together } from './latency.ts'

const buckets = (counts: Record<number, number>) =>
  Array.from({ length: 12 }, (_, place) => counts[place] ?? 0)

test('a percentile lies within its bucket', () => {
  expect(percentile(buckets({ 2: 100 }), 0.5)).toBe(3.75)
  expect(percentile(buckets({ 0: 90, 6: 10 }), 0.5)).toBeLessThan(1)
  expect(percentile(buckets({ 0: 90, 6: 10 }), 0.95)).toBe(75)
})

test('a delivery that is slower than the last bound is reported as that bound', () => {
  expect(percentile(buckets({ 11: 3 }), 0.95)).toBe(2500)
})

test('without deliveries there is no percentile', () => {
  expect(percentile(buckets({}), 0.5)).toBeNull()
})

test('spans are added bucket by bucket', () => {
  expect(together([buckets({ 0: 1 }), buckets({ 0: 2, 11: 1 })])).toEqual(buckets({ 0: 3, 11: 1 }))
})
