import { expect, test } from 'vitest'
import { sendsOnLift, slideOf } from './slide.ts'

const from = { x: 300, y: 600 }

test.each([
  [{ x: 290, y: 590 }, 'hold'],
  [{ x: 210, y: 600 }, 'cancel'],
  [{ x: 300, y: 520 }, 'lock'],
  [{ x: 390, y: 600 }, 'hold'],
] as const)('a finger at %o says %s', (to, slide) => {
  expect(slideOf(from, to, false)).toBe(slide)
})

test('where text runs from right to left, the way to cancel does too', () => {
  expect(slideOf(from, { x: 390, y: 600 }, true)).toBe('cancel')
  expect(slideOf(from, { x: 210, y: 600 }, true)).toBe('hold')
})

test('a finger that lifts sends only what can be heard', () => {
  expect([0, 100, 349, 350, 2_000].map(sendsOnLift)).toEqual([false, false, false, true, true])
})
