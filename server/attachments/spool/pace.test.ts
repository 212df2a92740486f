import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('bytes of all together go at the pace, and nobody waits who is slower', async () => {
  const clock = { now: 0 }
  const waits: number[] = []
  const pace = createPace(
    1_000,
    () => clock.now,
    async (milliseconds) => void waits.push(milliseconds),
  )
  await Promise.all([pace(100), pace(100), pace(100)])
  expect(waits).toEqual([100, 200])
  clock.now = 10_000
  await pace(100)
  clock.now = 10_100
  await pace(100)
  expect(waits).toEqual([100, 200])
})
