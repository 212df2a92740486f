// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'
import type { SessionController } from './model.ts'

beforeEach(() => {
  localStorage.clear()
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

  test('many calls at once lead to one refresh', async () => {
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
    refuse(SESSION.refresh, 'session_ended', { status: 401 })
    expect(await controller.recover()).toBe(true)
    expect(count(SESSION.bridge)).toBe(2)
  })

  test('a bridge that fails leads to the screen that says so', async () => {
    const { controller, state, refuse } = await signedIn()
    refuse(SESSION.refresh, 'session_ended', { status: 401 })
    refuse(SESSION.bridge, 'internal', { status: 500, requestId: 'r-9' })
    expect(await controller.recover()).toBe(false)
    expect(state()).toMatchObject({ kind: 'failed', cause: 'internal', requestId: 'r-9' })
  })

  test.each([
    ['a refresh', SESSION.refresh, (tab: SessionController) => tab.recover()],
    ['the look at a new session', SESSION.get, (tab: SessionController) => tab.ended('replaced')],
  ])('%s that fails once leaves the page as it is', async (_, request, act) => {
    const { controller, states, answer, recover } = await signedIn()
    answer(request, () => {
      recover(request)
      throw new RequestError('network')
    })
    states.length = 0
    expect(await act(controller)).toBe(true)
    expect(states).toEqual(['ready'])
  })

  test('a log-out while a failed refresh waits for its second try stays logged out', async () => {
    const { browser, controller, state, refuse, count, settled } = await signedIn()
    refuse(SESSION.refresh, 'network')
    const recovering = controller.recover()
    await settled()
    expect(state().kind).toBe('ready')
    await controller.logOut()
    expect(await recovering).toBe(false)
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    expect(browser.cookies).toBeNull()
    expect(count(SESSION.refresh)).toBe(1)
  })

  test('a socket refused after all is shown, and Retry bridges afresh', async () => {
    const { controller, state, count } = await signedIn()
    controller.refused('session_ended')
    expect(state()).toMatchObject({ kind: 'failed', cause: 'session_ended' })
    await controller.retry()
    expect(state().kind).toBe('ready')
    expect(count(SESSION.bridge)).toBe(2)
  })

  test('a session that failed without a network comes back with the network', async () => {
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
    ['suspended', 'suspended'],
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

  test('a log-out of this tab is not shown as one from elsewhere', async () => {
    const { controller, state } = await signedIn()
    await controller.logOut()
    await controller.ended('logged_out')
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
  })
})

describe('a sign-in that Supabase refuses to renew', () => {
  test('is over in every tab at once, and each says why', async () => {
    const { browser, state, openTab, refuseSignIn } = await signedIn()
    const other = openTab()
    await other.controller.start()
    refuseSignIn('newer_sign_in')
    for (const look of [state, other.state])
      expect(look()).toEqual({ kind: 'signed_out', reason: 'newer_sign_in' })
    await expect.poll(() => browser).toMatchObject({ stored: null, cookies: null })
  })

  test('is not undone by a renewal that was under way', async () => {
    const { controller, state, answer, refuseSignIn } = await signedIn()
    answer(SESSION.refresh, () => {
      refuseSignIn('time_over')
      throw new RequestError('network')
    })
    expect(await controller.recover()).toBe(false)
    expect(state()).toEqual({ kind: 'signed_out', reason: 'time_over' })
  })

  test.each(['before', 'after'])(
    '%s the question about a link, it is told when the person declined',
    async (when) => {
      const { browser, openTab, refuseSignIn } = createBrowser()
      browser.stored = 'ada'
      const question = { purpose: 'signin', address: null, present: null } as const
      browser.opened = { kind: 'question', question, follow: async () => ({ kind: 'done' }) }
      if (when === 'before') browser.refusedEarly = 'blocked'
      const { controller, state } = openTab()
      await controller.start()
      if (when === 'after') refuseSignIn('blocked')
      expect(state().kind).toBe('link')
      await controller.declineLink()
      expect(state()).toEqual({ kind: 'signed_out', reason: 'blocked' })
    },
  )
})

describe('a page whose person was replaced in another tab', () => {
  /** Ben signed in while the messages between the tabs were lost: this tab slept. */
  async function slept() {
    const all = await signedIn()
    const { browser, states } = all
    Object.assign(browser, { stored: 'ben', cookies: 'ben', sessions: 2 })
    states.length = 0
    return all
  }

  test('hides what it shows at once, and goes on as the person who is signed in now', async () => {
    const { controller, state, states } = await slept()
    controller.otherPerson('ada')
    expect(state()).toEqual({ kind: 'starting' })
    await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    expect(states).toEqual(['starting', 'ready'])
  })

  test('does so too when the other tab reports its session, or Supabase the sign-in', async () => {
    const first = await slept()
    first.changeSignIn('ben')
    expect(first.state()).toEqual({ kind: 'starting' })
    const { openTab, browser, state } = await signedIn()
    const other = openTab()
    await other.controller.start()
    browser.stored = 'ben'
    await other.controller.recover()
    await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
  })

  test('never loops: a relay that lets in and refuses the same person is shown as a failure', async () => {
    const { controller, state, count } = await signedIn()
    controller.otherPerson('ada')
    await expect.poll(() => state().kind).toBe('ready')
    controller.otherPerson('ada')
    expect(state()).toMatchObject({ kind: 'failed', cause: 'other_person' })
    expect(count(SESSION.get)).toBe(2)
    await controller.retry()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
  })

  test('a late report about the person before changes nothing', async () => {
    const { controller, states, state } = await slept()
    controller.otherPerson('ada')
    await expect.poll(() => state().kind).toBe('ready')
    states.length = 0
    controller.otherPerson('ada')
    expect(states).toEqual([])
  })

  test('logs that person out, once it shows them', async () => {
    const { controller, browser, state } = await slept()
    await controller.ended('replaced')
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    await controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    expect(browser).toMatchObject({ stored: null, cookies: null })
  })

  test('does not log that person out', async () => {
    const { controller, browser, state, calls } = await slept()
    await controller.logOut()
    await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    expect(browser).toMatchObject({ stored: 'ben', cookies: 'ben' })
    expect(calls).not.toContain(SESSION.end)
  })

  test('does not log that person out from the page of a failure either', async () => {
    const { controller, browser, state } = await signedIn()
    controller.refused('session_ended')
    Object.assign(browser, { stored: 'ben', cookies: 'ben' })
    await controller.logOut()
    await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    expect(browser.stored).toBe('ben')
  })

  test("keeps that person's sign-in when it hears late that its own session ended", async () => {
    const { controller, browser, state, openTab } = await slept()
    const other = openTab()
    await other.controller.start()
    expect(await controller.ended('logged_out')).toBe(false)
    expect(browser.stored).toBe('ben')
    expect(other.state().kind).toBe('ready')
    await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
  })
})

test("another person's cookies beside the own sign-in are replaced by a bridge", async () => {
  const { controller, browser, state } = await signedIn()
  browser.cookies = 'ben'
  controller.otherPerson('ada')
  await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
  expect(browser.cookies).toBe('ada')
})
