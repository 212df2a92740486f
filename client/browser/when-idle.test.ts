// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whenIdle } from './when-idle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('without an idle callback the task runs soon, unless it is cancelled', () => {
  vi.stubGlobal('requestIdleCallback', undefined)
  delete (window as Partial<typeof window>).requestIdleCallback
  const [task, cancelled] = [vi.fn(), vi.fn()]
  whenIdle(task)
  whenIdle(cancelled)()
  expect(task).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(task).toHaveBeenCalledOnce()
  expect(cancelled).not.toHaveBeenCalled()
})

test('with one, the browser chooses the moment', () => {
  const request = vi.fn<typeof requestIdleCallback>().mockReturnValue(7)
  const cancel = vi.fn<typeof cancelIdleCallback>()
  vi.stubGlobal('requestIdleCallback', request)
  vi.stubGlobal('cancelIdleCallback', cancel)
  const task = vi.fn()
  whenIdle(task)()
  expect(request).toHaveBeenCalledExactlyOnceWith(task, { timeout: 1000 })
  expect(cancel).toHaveBeenCalledExactlyOnceWith(7)
})
