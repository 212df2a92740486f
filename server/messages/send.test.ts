import { expect, test } from 'vitest'
import { extraCostOf } from './send.ts'

test.each([
  [1, 0],
  [399, 0],
  [400, 1],
  [4_000, 10],
])('a message of %i characters counts as %i more', (length, cost) => {
  expect(extraCostOf('a'.repeat(length))).toBe(cost)
})
