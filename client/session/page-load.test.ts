// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'

beforeEach(() => {
  localStorage.clear()
})

describe('page load', () => {
  test('without a sign-in no request is made that a console would show as an error', async () => {
    const { openTab, calls, settled } = createBrowser()
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'never' })
    await settled()
    expect(calls).not.toContain('GET /api/auth/session')
  })

  test('a Parley session without a sign-in at Supabase is ended', async () => {
    const { browser, openTab, settled } = createBrowser()
    browser.cookies = 'ada'
    await openTab().controller.start()
    await settled()
    expect(browser.cookies).toBeNull()
  })

  test('a Supabase session in this browser is bridged by itself (S4)', async () => {
    const { state, count } = await signedIn()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' }, expiresIn: 900 })
    expect(count(SESSION.bridge)).toBe(1)
  })

  test('it is not ended when another tab signs in at that moment', async () => {
    const { browser, openTab, lock, settled } = createBrowser()
    browser.cookies = 'ada'
    const release = lock()
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

  test('two calls of start load once', async () => {
    const { openTab, count } = createBrowser()
    const { controller } = openTab()
    await Promise.all([controller.start(), controller.start()])
    expect(count('GET /api/config')).toBe(1)
  })

  test('without an answer the start fails, and Retry starts again', async () => {
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

  test('an old link is reported, unless a person is signed in already', async () => {
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
