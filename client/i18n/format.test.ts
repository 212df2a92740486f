import { expect, test } from 'vitest'
import { createFormat, daysBetween } from './format.ts'

const format = createFormat('en-GB')
const now = new Date(2026, 10, 21, 14, 0)
const at = (...date: [number, number, number, number]) => new Date(...date).toISOString()

test('days are days of the calendar', () => {
  expect(daysBetween(new Date(2026, 10, 20, 23, 59), new Date(2026, 10, 21, 0, 1))).toBe(1)
  expect(format.day(at(2026, 10, 21, 0), now)).toBe('Today')
  expect(format.day(at(2026, 10, 20, 23), now)).toBe('Yesterday')
  expect(format.dayWithin(at(2026, 10, 21, 0), now)).toBe('today')
  expect(format.dayWithin(at(2026, 10, 17, 12), now)).toBe('Tuesday')
  expect(format.day(at(2026, 10, 17, 12), now)).toBe('Tuesday')
  expect(format.day(at(2026, 2, 12, 12), now)).toBe('12 March')
  expect(format.day(at(2025, 2, 12, 12), now)).toBe('12 March 2025')
})

test('a stamp is as short as possible', () => {
  expect(format.stamp(at(2026, 10, 21, 9), now)).toBe('09:00')
  expect(format.stamp(at(2026, 10, 19, 9), now)).toBe('Thu')
  expect(format.stamp(at(2026, 2, 12, 9), now)).toBe('12 Mar')
  expect(format.stamp(at(2025, 2, 12, 9), now)).toBe('12/03/2025')
})

test('a time ago uses the largest unit that fits', () => {
  expect(format.ago(new Date(now.getTime() - 5 * 60_000).toISOString(), now)).toBe('5 minutes ago')
  expect(format.ago(at(2026, 10, 21, 11), now)).toBe('3 hours ago')
  expect(format.ago(at(2026, 10, 20, 11), now)).toBe('yesterday')
  expect(format.ago(at(2026, 10, 1, 11), now)).toBe('2 weeks ago')
})
