import { expect, test } from 'vitest'
import { restAfter } from './index-messages.ts'

test('the index rests as long as it worked, within limits, and long when nothing came', () => {
  expect([restAfter(1, 0.5), restAfter(500, 120), restAfter(5_000, 2_000)]).toEqual([50, 120, 300])
  expect(restAfter(0, 0.5)).toBe(300)
})
