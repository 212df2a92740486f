import { expect, test } from 'vitest'
import { voice } from '../i18n/en/media/voice.ts'
import { clockOf, spokenOf } from './clock.ts'

test.each([
  [0, '0:00'],
  [499, '0:00'],
  [500, '0:01'],
  [9_400, '0:09'],
  [59_600, '1:00'],
  [600_000, '10:00'],
  [754_000, '12:34'],
])('%i ms are %s', (milliseconds, clock) => {
  expect(clockOf(milliseconds)).toBe(clock)
})

test.each([
  [400, '0 seconds'],
  [59_600, '1 minute'],
  [61_000, '1 minute 1 second'],
])('%i ms are said as %s', (milliseconds, spoken) => {
  expect(spokenOf(milliseconds, voice)).toBe(spoken)
})
