import { expect, test } from 'vitest'
import { historyReport, type Made } from './report.ts'
import { sizeOf } from './size.ts'

const made = (title: string): Made => ({
  title,
  size: sizeOf(10_000),
  messages: 10_000,
  gigabytes: 1.25,
  seconds: 3,
})
const report = historyReport(
  [made('empty'), made('few'), made('10,000')],
  [
    { name: 'the list', milliseconds: { empty: 2, few: 4, '10,000': 5.9 } },
    { name: 'a conversation', milliseconds: { empty: 1, few: 1.2, '10,000': 1.3 } },
  ],
  { date: '2026-11-27', cores: 2, gigabytes: 8, load: 1, node: '20', postgres: '17', rounds: 9 },
)

test('a request is judged by its ratio to the empty database, and the list has its own target', () => {
  expect(report).toContain('| the list | 2.00 | 4.00 | 5.90 | 2.95 | 3.0 | holds | 1.48 |')
  expect(report).toContain('| a conversation | 1.00 | 1.20 | 1.30 | 1.30 | 1.2 | missed | 1.08 |')
  expect(report).toContain('1 of 2 requests hold the target.')
})

test('it tells what each database holds', () => {
  expect(report).toContain('few: 10,000 messages of two years in 100 conversations of 200 people.')
})
