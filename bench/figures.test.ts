import { expect, test } from 'vitest'
import { median, percentile, short, table } from './figures.ts'
import { ratio, report } from './report.ts'

test('the median is the middle value, whatever the order', () => {
  expect(median([5, 1, 100, 2, 3])).toBe(3)
  expect(median([])).toBeNaN()
})

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, n) => 200 - n)
  expect(percentile(values, 0.99)).toBe(199)
  expect(percentile([7], 0.99)).toBe(7)
})

test('figures are short', () => {
  expect([12_345.6, 42.345, 1.234, Number.NaN].map(short)).toEqual(['12,346', '42.3', '1.23', '–'])
})

test('a table aligns its numbers', () => {
  expect(table(['', 'ms'], [['a', '1']])).toBe('|  | ms |\n| --- | ---: |\n| a | 1 |')
})

test('a ratio needs both figures', () => {
  expect([ratio(6, 4), ratio(6, 0), ratio(Number.NaN, 4)]).toEqual(['1.50 ×', '–', '–'])
})

test('a report compares the medians of the first peer with those of each other', () => {
  const rounds = (...values: number[]) => values.map((perSecond) => ({ perSecond }))
  const text = report(
    'Pairs',
    [{ figure: 'perSecond', head: 'msg/s' }],
    [
      { title: 'Parley', rounds: rounds(300, 100, 200) },
      { title: 'other', rounds: rounds(100, 50, 900) },
    ],
    { date: '2026-11-26', cores: 2, node: '20', postgres: '17', load: 0, rounds: 3, seconds: 3 },
  )
  expect(text).toContain('| Parley | 200 |')
  expect(text).toContain('| other | 100 |')
  expect(text).toContain('| Parley ÷ other | 2.00 × |')
})
