// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNow } from './useNow.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-27T23:59:00.000Z') }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const Time = () => <p>{useNow(60_000).toISOString()}</p>
const shown = () => screen.getByText(/Z$/).textContent

test('the time moves on', () => {
  render(<Time />)
  act(() => void vi.advanceTimersByTime(60_000))
  expect(shown()).toBe('2026-11-28T00:00:00.000Z')
})

test('a page that was hidden over midnight knows the day at once when it is shown', () => {
  render(<Time />)
  // The clock went on, and the timers stood still.
  vi.setSystemTime('2026-11-28T08:00:00.000Z')
  expect(shown()).toBe('2026-11-27T23:59:00.000Z')
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
  expect(shown()).toBe('2026-11-28T08:00:00.000Z')
})

test('a component that is gone does not listen any more', () => {
  render(<Time />).unmount()
  expect(vi.getTimerCount()).toBe(0)
})
