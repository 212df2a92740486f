// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBrowser, SESSION } from '../testing/fake-session.ts'

// The relay was away when the page asked for this code. Most browsers never ask for it again.
vi.mock('./wait-out.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function open(request: string, code: 'unavailable' | 'suspended', status: number) {
  const all = createBrowser()
  all.browser.stored = 'ada'
  all.refuse(request, code, { status })
  const tab = all.openTab()
  await tab.controller.start()
  return { ...all, ...tab }
}
/** A failed import settles between the timers. */
async function pass(seconds: number) {
  for (let second = 0; second < seconds; second++) {
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(1000)
  }
}

test.each([SESSION.bridge, 'GET /api/config'])(
  'without the code that waits, the page tries again all the same: %s',
  async (request) => {
    const { count, recover, state } = await open(request, 'unavailable', 503)
    await pass(120)
    expect(count(request)).toBeGreaterThanOrEqual(4)
    expect(count(request)).toBeLessThanOrEqual(9)
    recover(request)
    await pass(31)
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
  },
)

test('without that code, too, a hidden page waits until it is shown', async () => {
  const { count } = await open(SESSION.bridge, 'unavailable', 503)
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await pass(120)
  expect(count(SESSION.bridge)).toBe(1)
  hidden.mockReturnValue(false)
  await pass(31)
  expect(count(SESSION.bridge)).toBeGreaterThan(1)
})

test('without that code, too, a definite answer is not asked for again', async () => {
  const { calls, state } = await open(SESSION.bridge, 'suspended', 403)
  const before = calls.length
  await pass(120)
  expect(state()).toMatchObject({ kind: 'failed', cause: 'suspended' })
  expect(calls.length).toBe(before)
})
