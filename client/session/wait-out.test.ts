// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBrowser, SESSION } from '../testing/fake-session.ts'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const CONFIG = 'GET /api/config'
const second = 1000

/** A browser with a sign-in. The relay answers one of its requests with a failure. */
function failing(request: string) {
  const all = createBrowser()
  all.browser.stored = 'ada'
  all.refuse(request, 'unavailable', { status: 503, requestId: 'r-1' })
  return all
}

async function open({ openTab }: Pick<ReturnType<typeof createBrowser>, 'openTab'>) {
  const tab = openTab()
  await tab.controller.start()
  await vi.dynamicImportSettled()
  return tab
}

function show(isVisible: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(!isVisible)
  document.dispatchEvent(new Event('visibilitychange'))
}

describe.each([
  ['the bridge', SESSION.bridge],
  ['the question for the session', SESSION.get],
  ['the settings', CONFIG],
])('while %s fails', (_, request) => {
  test('the page tries again by itself, less and less often, and half a minute apart at last', async () => {
    const all = failing(request)
    const { state } = await open(all)
    expect(state()).toMatchObject({ kind: 'failed', cause: 'unavailable', requestId: 'r-1' })
    const waits = [2, 4, 8, 16, 30, 30, 30]
    for (const [tries, wait] of waits.entries()) {
      await vi.advanceTimersByTimeAsync(wait * second - 1)
      expect(all.count(request)).toBe(tries + 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(all.count(request)).toBe(tries + 2)
    }
  })

  test('the failure stays on the screen until the session is there', async () => {
    const all = failing(request)
    const { state, states } = await open(all)
    states.length = 0
    await vi.advanceTimersByTimeAsync(60 * second)
    expect(new Set(states)).toEqual(new Set(['failed']))
    states.length = 0
    all.recover(request)
    await vi.advanceTimersByTimeAsync(30 * second)
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
    expect(states).not.toContain('failed')
    if (request !== CONFIG) expect(states).toEqual(['ready'])
  })

  test('a hidden page waits until it is shown', async () => {
    const all = failing(request)
    await open(all)
    show(false)
    await vi.advanceTimersByTimeAsync(600 * second)
    expect(all.count(request)).toBe(1)
    show(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(all.count(request)).toBe(2)
  })

  test('a log-out ends it', async () => {
    const all = failing(request)
    const { controller, state } = await open(all)
    all.recover(CONFIG)
    await controller.logOut()
    const before = all.calls.length
    await vi.advanceTimersByTimeAsync(600 * second)
    expect(state().kind).toBe('signed_out')
    expect(all.calls.slice(before)).toEqual([])
  })

  test('it waits as long as the relay asks', async () => {
    const all = failing(request)
    all.refuse(request, 'rate_limited', { status: 429, retryAfter: 50 })
    await open(all)
    await vi.advanceTimersByTimeAsync(49 * second)
    expect(all.count(request)).toBe(1)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(all.count(request)).toBe(2)
  })
})

test('without a network it tries too, not only when the browser says that it is back', async () => {
  const all = createBrowser()
  Object.assign(all.browser, { stored: 'ada', isOffline: true })
  const { state } = await open(all)
  all.browser.isOffline = false
  await vi.advanceTimersByTimeAsync(2 * second)
  expect(state().kind).toBe('ready')
})

test.each([
  ['invalid_token', 401],
  ['suspended', 403],
  ['other_person', 403],
  ['anonymous_refused', 403],
  ['not_found', 404],
] as const)('the definite answer %s is not asked for again', async (code, status) => {
  const all = failing(SESSION.bridge)
  all.refuse(SESSION.bridge, code, { status })
  const { state } = await open(all)
  expect(state()).toMatchObject({ kind: 'failed', cause: code })
  const before = all.calls.length
  await vi.advanceTimersByTimeAsync(600 * second)
  expect(all.calls.length).toBe(before)
})

test('a definite answer that comes at last is told, and is the last one', async () => {
  const all = failing(SESSION.bridge)
  const { state } = await open(all)
  all.refuse(SESSION.bridge, 'suspended', { status: 403 })
  await vi.advanceTimersByTimeAsync(2 * second)
  expect(state()).toMatchObject({ kind: 'failed', cause: 'suspended' })
  const before = all.calls.length
  await vi.advanceTimersByTimeAsync(600 * second)
  expect(all.calls.length).toBe(before)
})

test('a second step that the relay asks for at last is asked of the person', async () => {
  const all = failing(SESSION.bridge)
  const { state } = await open(all)
  all.refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
  await vi.advanceTimersByTimeAsync(2 * second)
  expect(state()).toEqual({ kind: 'second_factor' })
})

test('cookies that are still good are enough, also while Supabase is away', async () => {
  const all = failing(SESSION.get)
  Object.assign(all.browser, { cookies: 'ada', token: { kind: 'unreachable' } })
  const { state } = await open(all)
  all.recover(SESSION.get)
  await vi.advanceTimersByTimeAsync(2 * second)
  expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
})

test('after Retry the wait begins anew', async () => {
  const all = failing(SESSION.bridge)
  const { controller } = await open(all)
  await vi.advanceTimersByTimeAsync(second)
  all.refuse(SESSION.bridge, 'rate_limited', { status: 429, retryAfter: 20 })
  await controller.retry()
  expect(all.count(SESSION.bridge)).toBe(2)
  await vi.advanceTimersByTimeAsync(19 * second)
  expect(all.count(SESSION.bridge)).toBe(2)
  await vi.advanceTimersByTimeAsync(2 * second)
  expect(all.count(SESSION.bridge)).toBe(3)
})

describe('of several tabs', () => {
  /** A browser gives a lock to one tab, and tells the others that it is taken. */
  function stubLocks() {
    let isTaken = false
    const request = async (
      _: string,
      { ifAvailable }: { ifAvailable: true },
      work: (lock: object | null) => Promise<unknown>,
    ) => {
      if (isTaken && ifAvailable) return work(null)
      isTaken = true
      return work({}).finally(() => (isTaken = false))
    }
    vi.stubGlobal('navigator', { cookieEnabled: true, locks: { request } })
  }

  test('one tries at a time, and lets all of them in', async () => {
    stubLocks()
    const all = failing(SESSION.bridge)
    const tabs = [await open(all), await open(all), await open(all)]
    const before = all.count(SESSION.bridge)
    await vi.advanceTimersByTimeAsync(60 * second)
    expect(all.count(SESSION.bridge) - before).toBe(5)
    all.recover(SESSION.bridge)
    await vi.advanceTimersByTimeAsync(30 * second)
    expect(tabs.map(({ state }) => state().kind)).toEqual(['ready', 'ready', 'ready'])
    expect(all.count(SESSION.bridge) - before).toBe(6)
  })

  test.each([
    ['the question for the session', SESSION.get],
    ['the settings', CONFIG],
  ])('what lets one in after %s failed lets in the others at once', async (_, request) => {
    stubLocks()
    const all = failing(request)
    all.browser.cookies = 'ada'
    const tabs = [await open(all), await open(all), await open(all)]
    await vi.advanceTimersByTimeAsync(60 * second)
    all.recover(request)
    while (tabs[0]!.state().kind !== 'ready') await vi.advanceTimersByTimeAsync(second)
    await vi.advanceTimersByTimeAsync(0)
    expect(tabs.map(({ state }) => state().kind)).toEqual(['ready', 'ready', 'ready'])
  })

  test('each tries where a lock is answered and never given, and asks for it once a try', async () => {
    const request = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { cookieEnabled: true, locks: { request } })
    const all = failing(SESSION.bridge)
    const { state } = await open(all)
    all.recover(SESSION.bridge)
    await vi.advanceTimersByTimeAsync(30 * second)
    expect(state().kind).toBe('ready')
    expect(request).toHaveBeenCalledOnce()
  })

  test('another one goes on when the first is left', async () => {
    stubLocks()
    const all = failing(SESSION.bridge)
    const first = await open(all)
    const other = await open(all)
    all.recover(SESSION.bridge)
    all.browser.losesMessages = true
    await vi.advanceTimersByTimeAsync(60 * second)
    expect([first.state().kind, other.state().kind]).toEqual(['ready', 'ready'])
  })
})
