import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAsking } from './asking.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('nodes that are too slow are counted once, and only those', async () => {
  const late: number[] = []
  const asking = createAsking((nodes) => late.push(nodes))
  const answers = asking.wait(['one', 'two', 'three'], (question) =>
    asking.answered('one', question, 'yes'),
  )
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await answers).toEqual({ answers: ['yes'], isComplete: false })
  expect(late).toEqual([2])
})

test('a question with all answers leaves no timer behind', async () => {
  const late: number[] = []
  const asking = createAsking((nodes) => late.push(nodes))
  await asking.wait(['one'], (question) => asking.answered('one', question, 'yes'))
  expect(vi.getTimerCount()).toBe(0)
  expect(late).toEqual([])
})
