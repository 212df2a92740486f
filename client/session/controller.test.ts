// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { createBrowser, SESSION } from './fakes.ts'

beforeEach(() => {
  localStorage.clear()
})

async function signedIn(user = 'ada') {
  const all = createBrowser()
  all.browser.stored = user
  const tab = all.openTab()
  await tab.controller.start()
  return { ...all, ...tab }
}

describe('page load', () => {
  test('nobody is signed in', async () => {
    const { openTab, calls, settled } = createBrowser()
    const { controller, state } = openTab()
    await controller.start()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'never' })
    await settled()
    expect(calls).not.toContain(SESSION.end)
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

describe('signing in', () => {
  test('leads through the bridge', async () => {
    const { openTab } = createBrowser()
    const { controller, states, state } = openTab()
    await controller.start()
    expect(await controller.signInWithPassword('ada@example.com', 'x')).toEqual({ kind: 'done' })
    await expect.poll(() => state().kind).toBe('ready')
    expect(states).toEqual(['signed_out', 'bridging', 'ready'])
  })

  test('a recovery code leads to the question for a new password', async () => {
    const { openTab } = createBrowser()
    const { controller, state } = openTab()
    await controller.start()
    await controller.verifyCode({ email: 'ada@example.com', purpose: 'recovery' }, '123456')
    expect(state()).toEqual({ kind: 'new_password' })
  })

  test('when the bridge fails, the cause and the request id are told, and Retry runs it again', async () => {
    const { refuse, recover, openTab } = createBrowser()
    refuse(SESSION.bridge, 'unavailable', 503, 'r-1', 5)
    const { controller, state } = openTab()
    await controller.start()
    await controller.signInWithPassword('ada@example.com', 'x')
    await expect.poll(() => state().kind).toBe('failed')
    expect(state()).toEqual({
      kind: 'failed',
      cause: 'unavailable',
      requestId: 'r-1',
      retryAfter: 5,
    })
    recover(SESSION.bridge)
    await controller.retry()
    expect(state().kind).toBe('ready')
  })
})

describe('logging out', () => {
  test('ends it in Supabase and in Parley', async () => {
    const { browser, controller, state } = await signedIn()
    await controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    expect(browser).toMatchObject({ stored: null, cookies: null })
  })

  test('offline it is done at once here, and finished when the network is back', async () => {
    const { browser, controller, state, settled } = await signedIn()
    browser.isOffline = true
    const done = controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    await done
    expect(browser).toMatchObject({ stored: null, cookies: 'ada' })
    browser.isOffline = false
    window.dispatchEvent(new Event('online'))
    await settled()
    expect(browser.cookies).toBeNull()
  })

  test('offline and closed, the next visit finishes it before anything else', async () => {
    const { browser, controller, openTab, calls } = await signedIn()
    browser.isOffline = true
    await controller.logOut()
    browser.isOffline = false
    calls.length = 0
    const next = openTab()
    await next.controller.start()
    await next.controller.signInWithPassword('ben@example.com', 'x')
    await expect.poll(() => next.state().kind).toBe('ready')
    expect(calls.indexOf(SESSION.end)).toBeLessThan(calls.indexOf(SESSION.bridge))
    expect(browser.cookies).toBe('ben')
  })

  test('during a refresh it stays logged out, and the late cookies are ended', async () => {
    const { browser, controller, state, answer, states } = await signedIn()
    let respond = () => {}
    answer(SESSION.refresh, () => {
      const late = new Promise((resolve) => {
        respond = () => {
          browser.cookies = 'ada'
          resolve({ session: { id: 's1', expires_in: 900 }, user: { id: 'ada' } })
        }
      })
      return late
    })
    const recovering = controller.recover()
    await expect.poll(() => browser.cookies).toBe('ada')
    const done = controller.logOut()
    respond()
    await Promise.all([recovering, done])
    expect(await recovering).toBe(false)
    expect(state().kind).toBe('signed_out')
    expect(states.at(-1)).toBe('signed_out')
    expect(browser.cookies).toBeNull()
  })
})

describe('recovering', () => {
  test('one refresh, under a state that stays ready', async () => {
    const { browser, controller, states, count } = await signedIn()
    browser.isExpired = true
    states.length = 0
    expect(await controller.recover()).toBe(true)
    expect(states).toEqual(['ready'])
    expect(count(SESSION.refresh)).toBe(1)
  })

  test('many who ask at once get one refresh', async () => {
    const { controller, count } = await signedIn()
    const all = await Promise.all([
      controller.recover(),
      controller.recover(),
      controller.recover(),
    ])
    expect(all).toEqual([true, true, true])
    expect(count(SESSION.refresh)).toBe(1)
  })

  test('a refresh that is refused leads to the bridge', async () => {
    const { browser, controller, refuse, count } = await signedIn()
    browser.cookies = null
    refuse(SESSION.refresh, 'session_ended', 401)
    expect(await controller.recover()).toBe(true)
    expect(count(SESSION.bridge)).toBe(2)
  })

  test('and a bridge that fails to the screen that says so', async () => {
    const { controller, state, refuse } = await signedIn()
    refuse(SESSION.refresh, 'session_ended', 401)
    refuse(SESSION.bridge, 'internal', 500, 'r-9')
    expect(await controller.recover()).toBe(false)
    expect(state()).toMatchObject({ kind: 'failed', cause: 'internal', requestId: 'r-9' })
  })

  test('a socket refused after all is shown, and Retry bridges afresh', async () => {
    const { controller, state, count } = await signedIn()
    controller.refused('session_ended')
    expect(state()).toMatchObject({ kind: 'failed', cause: 'session_ended' })
    await controller.retry()
    expect(state().kind).toBe('ready')
    expect(count(SESSION.bridge)).toBe(2)
  })

  test('what was lost for want of a network comes back with it', async () => {
    const { browser, controller, state } = await signedIn()
    browser.isOffline = true
    expect(await controller.recover()).toBe(false)
    expect(state()).toMatchObject({ kind: 'failed', cause: 'network' })
    browser.isOffline = false
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => state().kind).toBe('ready')
  })
})

describe('told over the socket that it is over', () => {
  test.each([
    ['ended_by_owner', 'elsewhere'],
    ['sign_in_ended', 'elsewhere'],
    ['refresh_token_reuse', 'ended'],
    ['administrator', 'ended'],
  ] as const)('%s: signed out, and not back in by the next visit', async (reason, shown) => {
    const { browser, controller, state } = await signedIn()
    expect(await controller.ended(reason)).toBe(false)
    expect(state()).toEqual({ kind: 'signed_out', reason: shown })
    expect(browser.stored).toBeNull()
  })

  test('replaced by another tab: goes on with the new one', async () => {
    const { browser, controller, state } = await signedIn()
    browser.sessions = 2
    expect(await controller.ended('replaced')).toBe(true)
    expect(state()).toMatchObject({ kind: 'ready', sessionId: 's2' })
  })

  test('its own log-out is no news', async () => {
    const { controller, state } = await signedIn()
    await controller.logOut()
    await controller.ended('logged_out')
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
  })
})

describe('tabs', () => {
  async function twoTabs() {
    const all = await signedIn()
    const other = all.openTab()
    await other.controller.start()
    return { ...all, other }
  }

  test('two that open at once end in one session', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = 'ada'
    const tabs = [openTab(), openTab()]
    await Promise.all(tabs.map(({ controller }) => controller.start()))
    expect(tabs.map(({ state }) => state())).toMatchObject([
      { kind: 'ready', sessionId: 's1' },
      { kind: 'ready', sessionId: 's1' },
    ])
  })

  test('the one that waited while another refreshed does not refresh again', async () => {
    const { controller, other, count } = await twoTabs()
    const both = await Promise.all([controller.recover(), other.controller.recover()])
    expect(both).toEqual([true, true])
    expect(count(SESSION.refresh)).toBe(1)
  })

  test('a log-out in one ends the other', async () => {
    const { controller, other } = await twoTabs()
    await controller.logOut()
    expect(other.state()).toEqual({ kind: 'signed_out', reason: 'elsewhere' })
  })

  test('a sign-in in one is taken up by the other', async () => {
    const { openTab } = createBrowser()
    const [one, other] = [openTab(), openTab()]
    await Promise.all([one.controller.start(), other.controller.start()])
    await one.controller.signInWithPassword('ada@example.com', 'x')
    await expect.poll(() => other.state().kind).toBe('ready')
  })

  test('another person in one means another person in the other', async () => {
    const { controller, other } = await twoTabs()
    await controller.logOut()
    await controller.signInWithPassword('ben@example.com', 'x')
    await expect.poll(() => other.state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
  })

  test('a sign-in that ended in Supabase ends the session in Parley', async () => {
    const { browser, changeSignIn, state, other, settled } = await twoTabs()
    changeSignIn(null)
    expect(state()).toEqual({ kind: 'signed_out', reason: 'expired' })
    expect(other.state()).toEqual({ kind: 'signed_out', reason: 'expired' })
    await settled()
    expect(browser.cookies).toBeNull()
  })
})

test('the enabled methods are asked for once, and again after a failure', async () => {
  const { openTab } = createBrowser()
  const { controller } = openTab()
  await expect(controller.methods()).rejects.toMatchObject({ code: 'network' })
  await controller.start()
  expect(await controller.methods()).toMatchObject({ password: true, google: false, signUp: true })
})
