import { expect, test } from 'vitest'
import { pathOf, topOf } from './chart.ts'

const series = (...values: (number | null)[]) => [{ name: 'a', values }]

test.each([
  [[0, 0], 2],
  [[3], 4],
  [[5], 10],
  [[null, 10], 10],
  [[101], 200],
])('a chart of %j ends at %i', (values, top) => expect(topOf(series(...values))).toBe(top))

test('a line goes from the left to the right, and up to the top', () => {
  expect(pathOf([0, 5, 10], 10)).toBe('M0 100L50 50L100 0')
})

test('a missing value breaks the line, and a value alone is still a line', () => {
  expect(pathOf([1, null, 2], 2)).toBe('M0 50L0 50M100 0L100 0')
  expect(pathOf([], 1)).toBe('')
})
