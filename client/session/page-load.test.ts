// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'

beforeEach(() => {
  localStorage.clear()
})

describe('page load', () => {
  test('nobody is signed in, and nothing is asked that a console would show as an error', async () => {
    const { openTab, calls, settled } = createBrowser()
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'never' })
    await settled()
    expect(calls).not.toContain('GET /api/auth/session')
  })

  test('a Parley session without a sign-in behind it is ended', async () => {
    const { browser, openTab, settled } = createBrowser()
    browser.cookies = 'ada'
    await openTab().controller.start()
    await settled()
    expect(browser.cookies).toBeNull()
  })

  test('whoever holds a Supabase session is bridged with nothing to do (S4)', async () => {
    const { state, count } = await signedIn()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' }, expiresIn: 900 })
    expect(count(SESSION.bridge)).toBe(1)
  })

  test('unless another tab signs in at that moment', async () => {
    const { browser, openTab, hold, settled } = createBrowser()
    browser.cookies = 'ada'
    const release = hold()
    await openTab().controller.start()
    browser.stored = 'ada'
    await Promise.resolve().then(release)
    await settled()
    expect(browser.cookies).toBe('ada')
  })

  test('with both sessions alive nothing is bridged', async () => {
    const { browser, openTab, calls } = createBrowser()
    browser.stored = browser.cookies = 'ada'
    const { controller, state } = openTab()
    await controller.start()
    expect(state().kind).toBe('ready')
    expect(calls).toEqual(['GET /api/config', SESSION.get])
  })

  test('an access cookie that ran out is refreshed', async () => {
    const { browser, openTab, calls } = createBrowser()
    browser.stored = browser.cookies = 'ada'
    browser.isExpired = true
    const { controller, state } = openTab()
    await controller.start()
    expect(state().kind).toBe('ready')
    expect(calls).toEqual(['GET /api/config', SESSION.get, SESSION.refresh])
  })

  test("another person's cookies are replaced by a bridge", async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = 'ada'
    browser.cookies = 'ben'
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
  })

  test('started twice, it starts once', async () => {
    const { openTab, count } = createBrowser()
    const { controller } = openTab()
    await Promise.all([controller.start(), controller.start()])
    expect(count('GET /api/config')).toBe(1)
  })

  test('without an answer it has failed, and Retry starts again', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = 'ada'
    browser.isOffline = true
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toMatchObject({ kind: 'failed', cause: 'network' })
    browser.isOffline = false
    await controller.retry()
    expect(state().kind).toBe('ready')
  })

  test('a link for a new password asks for one before it bridges', async () => {
    const { browser, openTab, count } = createBrowser()
    browser.stored = 'ada'
    browser.opened = 'recovery'
    const { controller, state, states } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'new_password' })
    expect(count(SESSION.bridge)).toBe(0)
    await controller.setNewPassword('a better one')
    await expect.poll(() => state().kind).toBe('ready')
    expect(states).toEqual(['new_password', 'bridging', 'ready'])
  })

  test('an old link says so, unless somebody is signed in anyway', async () => {
    const { browser, openTab } = createBrowser()
    browser.opened = 'link_expired'
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'link_expired' })
    browser.stored = 'ada'
    const other = openTab()
    await other.controller.start()
    expect(other.state().kind).toBe('ready')
  })
})
