// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'
import type { LinkPurpose, SignInResult } from './supabase/sign-in-result.ts'

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
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

  test("Supabase's client waits for the page of somebody let in, and for nobody else", async () => {
    const { browser, openTab } = createBrowser()
    await openTab().controller.start()
    expect(browser.kept).toBe(1)
    browser.stored = browser.cookies = 'ada'
    const { controller } = openTab()
    await controller.start()
    expect(browser.kept).toBe(1)
    controller.keepSignIn()
    expect(browser.kept).toBe(2)
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

  /** A link of this person. Following it signs them in. */
  const linkOf = (browser: ReturnType<typeof createBrowser>['browser'], purpose: LinkPurpose) => {
    const follow = vi.fn(async (): Promise<SignInResult> => {
      browser.stored = 'ada'
      if (purpose === 'recovery') browser.passwordWanted = 'new'
      return { kind: 'done' }
    })
    const question = { purpose, address: 'a…@example.com', present: null }
    browser.opened = { kind: 'question', question, follow }
    return { question, follow }
  }

  test('a link for a new password asks for one before it bridges', async () => {
    const { browser, openTab, count } = createBrowser()
    const { question } = linkOf(browser, 'recovery')
    const { controller, state, states } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'link', question })
    await controller.followLink()
    expect(state()).toEqual({ kind: 'new_password' })
    expect(count(SESSION.bridge)).toBe(0)
    await controller.setNewPassword('a better one')
    await expect.poll(() => state().kind).toBe('ready')
    expect(states).toEqual(['link', 'new_password', 'bridging', 'ready'])
  })

  describe('a recovery that is not finished', () => {
    async function recovering() {
      const all = createBrowser()
      const first = all.openTab()
      await first.controller.start()
      await first.controller.verifyCode({ email: 'ada@example.com', purpose: 'recovery' }, '123456')
      return { ...all, first }
    }

    test('is not skipped by a reload, nor by another tab, even with cookies of before', async () => {
      const { browser, openTab, count } = await recovering()
      browser.cookies = 'ada'
      const reloaded = openTab()
      await reloaded.controller.start()
      expect(reloaded.state()).toEqual({ kind: 'new_password' })
      await reloaded.controller.retry()
      expect(reloaded.state()).toEqual({ kind: 'new_password' })
      expect(count(SESSION.bridge) + count(SESSION.get)).toBe(0)
    })

    test('does not let a tab in that was signed out', async () => {
      const { browser, openTab, changeSignIn } = createBrowser()
      const waiting = openTab()
      await waiting.controller.start()
      browser.passwordWanted = 'new'
      changeSignIn('ada')
      expect(waiting.state()).toEqual({ kind: 'new_password' })
    })

    test('lets every tab in when the password is set in one', async () => {
      const { first, openTab } = await recovering()
      const other = openTab()
      await other.controller.start()
      await first.controller.setNewPassword('a better one')
      await expect.poll(() => other.state().kind).toBe('ready')
      expect(first.state().kind).toBe('ready')
      const later = openTab()
      await later.controller.start()
      expect(later.state().kind).toBe('ready')
    })

    test('can be left by signing in as somebody else', async () => {
      const { first, browser } = await recovering()
      await first.controller.logOut()
      expect(first.state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
      expect(browser.stored).toBeNull()
    })
  })

  test('an invited person is asked for a password once, and may go on without one', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = 'ada'
    browser.passwordWanted = 'first'
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'new_password', isFirst: true })
    await controller.goOnWithoutPassword()
    await expect.poll(() => state().kind).toBe('ready')
    const reloaded = openTab()
    await reloaded.controller.start()
    expect(reloaded.state().kind).toBe('ready')
  })

  test('a tab that hears of no recovery opens no session for it either', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = browser.cookies = 'ada'
    const { controller, state } = openTab()
    await controller.start()
    expect(state().kind).toBe('ready')
    browser.stored = 'ben'
    browser.passwordWanted = 'new'
    await controller.recover()
    expect(state()).toEqual({ kind: 'new_password' })
    expect(browser.cookies).toBe('ada')
  })

  test('a person who forgot their password cannot go on without a new one', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = 'ada'
    browser.passwordWanted = 'new'
    const { controller, state } = openTab()
    await controller.start()
    await controller.goOnWithoutPassword()
    expect(state()).toEqual({ kind: 'new_password' })
  })

  test("nothing of a link is used before the person's word", async () => {
    const { browser, openTab, calls } = createBrowser()
    browser.stored = browser.cookies = 'ben'
    const { question, follow } = linkOf(browser, 'signin')
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'link', question })
    expect([follow.mock.calls, calls]).toEqual([[], ['GET /api/config']])
    await controller.followLink()
    await expect.poll(() => state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
  })

  test('a link that is declined leaves the present person as they are', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = browser.cookies = 'ben'
    const { follow } = linkOf(browser, 'signin')
    const { controller, state } = openTab()
    await controller.start()
    await controller.declineLink()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    expect(await controller.followLink()).toEqual({ kind: 'refused', reason: 'other' })
    expect(follow).not.toHaveBeenCalled()
  })

  test('a link that is refused stays on the screen with its reason, and changes nobody', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = browser.cookies = 'ben'
    linkOf(browser, 'signin').follow.mockResolvedValue({ kind: 'refused', reason: 'link_expired' })
    const { controller, state } = openTab()
    await controller.start()
    expect(await controller.followLink()).toEqual({ kind: 'refused', reason: 'link_expired' })
    expect(state().kind).toBe('link')
    await controller.declineLink()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
  })

  test('a link whose code could not be fetched is asked about after Retry', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = browser.cookies = 'ben'
    const { question } = linkOf(browser, 'signin')
    browser.isUnfetched = true
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toMatchObject({ kind: 'failed', cause: 'network' })
    browser.isUnfetched = false
    await controller.retry()
    expect(state()).toEqual({ kind: 'link', question })
  })

  test('what other tabs do does not answer the question', async () => {
    const { browser, changeSignIn, openTab } = createBrowser()
    linkOf(browser, 'signin')
    const asked = openTab()
    await asked.controller.start()
    browser.opened = { kind: 'nothing' }
    const other = openTab()
    await other.controller.start()
    await other.controller.signInWithPassword('ben@example.com', 'x')
    await expect.poll(() => other.state().kind).toBe('ready')
    changeSignIn('cleo')
    expect(asked.state().kind).toBe('link')
    await asked.controller.declineLink()
    expect(asked.state()).toMatchObject({ kind: 'ready', user: { id: 'cleo' } })
  })

  test('the tokens leave the address bar and the history before anything else happens', async () => {
    history.replaceState(null, '', '/c/1?m=7#access_token=a&refresh_token=b')
    const { openTab } = createBrowser()
    openTab()
    expect(location.href).toMatch(/\/c\/1\?m=7$/)
  })

  test('an old link is reported, unless a person is signed in already', async () => {
    const { browser, openTab } = createBrowser()
    browser.opened = { kind: 'problem', problem: 'link_expired' }
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'link_expired' })
    browser.stored = 'ada'
    const other = openTab()
    await other.controller.start()
    expect(other.state().kind).toBe('ready')
    expect(other.controller.linkProblem()).toBe('link_expired')
  })

  test('after a sign-in nothing is said of an old link', async () => {
    const { browser, openTab } = createBrowser()
    browser.opened = { kind: 'problem', problem: 'denied' }
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'link_refused' })
    expect(controller.linkProblem()).toBe('denied')
    await controller.signInWithPassword('ada@example.com', 'x')
    expect(controller.linkProblem()).toBeNull()
  })
})

describe('while Supabase gives no answer', () => {
  async function away() {
    vi.useFakeTimers()
    const all = createBrowser()
    all.browser.stored = 'ada'
    all.browser.token = { kind: 'unreachable' }
    const tab = all.openTab()
    await tab.controller.start()
    expect(tab.state()).toMatchObject({ kind: 'failed', cause: 'sign_in_service' })
    await vi.dynamicImportSettled()
    return { ...all, ...tab }
  }
  afterEach(() => {
    vi.useRealTimers()
  })

  test('the page tries again by itself, and shows the screen of before meanwhile', async () => {
    const { browser, state, states } = await away()
    await vi.advanceTimersByTimeAsync(60_000)
    browser.token = { kind: 'token', token: 't' }
    await vi.advanceTimersByTimeAsync(300_000)
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
    expect(states.slice(-2)).toEqual(['failed', 'ready'])
  })

  test('a refusal that comes at last is told', async () => {
    const { browser, state } = await away()
    browser.token = { kind: 'none' }
    await vi.advanceTimersByTimeAsync(60_000)
    expect(state()).toEqual({ kind: 'signed_out', reason: 'expired' })
  })
})

describe('a second step', () => {
  test('that the relay asks for is asked of the person, and then bridged', async () => {
    const { browser, openTab, refuse, recover } = createBrowser()
    browser.stored = 'ada'
    refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'second_factor' })
    expect(await controller.secondFactors()).toEqual([{ id: 'f1', kind: 'totp', name: 'phone' }])
    expect(await controller.verifySecondFactor('f1', '000000')).toEqual({
      kind: 'refused',
      reason: 'bad_factor_code',
    })
    expect(state()).toEqual({ kind: 'second_factor' })
    recover(SESSION.bridge)
    await controller.verifySecondFactor('f1', '123 456')
    await expect.poll(() => state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
  })

  test('that was set up while a session ran is asked for at the next renewal', async () => {
    const { controller, state, refuse } = await signedIn()
    refuse(SESSION.refresh, 'second_factor_needed', { status: 401 })
    refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
    expect(await controller.recover()).toBe(false)
    expect(state()).toEqual({ kind: 'second_factor' })
  })

  test('that a new password needs comes before it, and the bridge after both', async () => {
    const { browser, openTab, calls } = createBrowser()
    const follow = async (): Promise<SignInResult> => {
      browser.stored = 'ada'
      browser.passwordWanted = 'new'
      return { kind: 'done' }
    }
    const question = { purpose: 'recovery', address: null, present: null } as const
    browser.opened = { kind: 'question', question, follow }
    browser.assurance = 'aal1'
    const { controller, state } = openTab()
    await controller.start()
    await controller.followLink()
    expect(await controller.setNewPassword('a better one')).toEqual({
      kind: 'refused',
      reason: 'second_factor_first',
    })
    await controller.verifySecondFactor('f1', '123456')
    expect(state()).toEqual({ kind: 'new_password' })
    expect(calls).not.toContain(SESSION.bridge)
    await controller.setNewPassword('a better one')
    await expect.poll(() => state().kind).toBe('ready')
  })

  test('can be left by signing in as somebody else', async () => {
    const { browser, controller, state, refuse } = await signedIn()
    refuse(SESSION.refresh, 'second_factor_needed', { status: 401 })
    refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
    await controller.recover()
    await controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    expect(browser).toMatchObject({ stored: null, cookies: null })
  })

  test('done in another tab goes on here', async () => {
    const { browser, openTab, refuse, recover } = createBrowser()
    browser.stored = 'ada'
    refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
    const [first, second] = [openTab(), openTab()]
    await first.controller.start()
    await second.controller.start()
    recover(SESSION.bridge)
    await first.controller.verifySecondFactor('f1', '123456')
    await expect.poll(() => second.state().kind).toBe('ready')
  })
})
