// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRenewal } from './renewal.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const tasks = { renew: vi.fn(async () => true), check: vi.fn(async () => true) }
  return { ...tasks, renewal: createRenewal(tasks) }
}
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

test('the session is renewed when four fifths of its life are over, whatever the clock says', async () => {
  const { renewal, renew } = setUp()
  renewal.schedule(900)
  vi.setSystemTime('2001-01-01')
  await seconds(719)
  expect(renew).not.toHaveBeenCalled()
  await seconds(1)
  expect(renew).toHaveBeenCalledOnce()
  renewal.stop()
})

test('a renewal that did not work is tried again', async () => {
  const { renewal, renew } = setUp()
  renew.mockResolvedValue(false)
  renewal.schedule(100)
  await seconds(80 + 60)
  expect(renew).toHaveBeenCalledTimes(3)
  renewal.stop()
})

test('a new expiry starts the count anew, and a stopped renewal does nothing', async () => {
  const { renewal, renew } = setUp()
  renewal.schedule(100)
  await seconds(79)
  renewal.schedule(100)
  await seconds(79)
  renewal.stop()
  await seconds(1_000)
  expect(renew).not.toHaveBeenCalled()
})

test('a page that wakes asks the relay about the session, but not each time that it is shown', async () => {
  const { renewal, check } = setUp()
  renewal.schedule(900)
  await seconds(60)
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(new Event('online'))
  expect(check).toHaveBeenCalledOnce()
  await seconds(60)
  // The page comes back with the button "back".
  window.dispatchEvent(new Event('pageshow'))
  expect(check).toHaveBeenCalledTimes(2)
  renewal.stop()
  await seconds(60)
  window.dispatchEvent(new Event('online'))
  window.dispatchEvent(new Event('pageshow'))
  expect(check).toHaveBeenCalledTimes(2)
})
