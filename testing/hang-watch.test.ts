import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TestCase, TestModule } from 'vitest/node'
import { HangWatch } from './hang-watch.ts'

const minutes = (count: number) => count * 60_000
/** Each event has an object of its own. */
const module = () => ({ relativeModuleId: 'a.test.ts' }) as TestModule
const testOf = (timeout: number | undefined) =>
  ({ module: module(), fullName: 'a test', options: { timeout } }) as TestCase

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function open() {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  const end = vi.fn<() => void>()
  return { watch: new HangWatch(end), end, said }
}

test('a file that is never heard of again ends the run, and is named with the place', () => {
  const { watch, end, said } = open()
  watch.onTestModuleQueued(module())
  watch.onTestCaseReady(testOf(undefined))
  vi.advanceTimersByTime(minutes(4))
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(minutes(60))
  expect(end).toHaveBeenCalledOnce()
  expect(said.mock.calls).toEqual([['a.test.ts hangs. It was last heard of at: a test']])
})

test('a test has its own time limit in addition', () => {
  const { watch, end } = open()
  watch.onTestModuleQueued(module())
  watch.onTestCaseReady(testOf(minutes(20)))
  vi.advanceTimersByTime(minutes(24))
  watch.onTestCaseResult(testOf(minutes(20)))
  vi.advanceTimersByTime(minutes(4))
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(minutes(2))
  expect(end).toHaveBeenCalledOnce()
})

test('a run that neither begins another file nor ends after the last one hangs, too', () => {
  const { watch, end, said } = open()
  watch.onTestModuleQueued(module())
  watch.onTestModuleEnd(module())
  watch.onTestModuleQueued(module())
  watch.onTestModuleEnd(module())
  vi.advanceTimersByTime(minutes(6))
  expect(end).toHaveBeenCalledOnce()
  expect(said.mock.calls).toEqual([
    ['The run hangs. It was last heard of at: the end of a.test.ts'],
  ])
})

test('a run that ended hangs no more', () => {
  const { watch, end } = open()
  watch.onTestModuleQueued(module())
  watch.onTestModuleEnd(module())
  watch.onTestRunEnd()
  vi.advanceTimersByTime(minutes(60))
  expect(end).not.toHaveBeenCalled()
})
