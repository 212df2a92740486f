// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'
import { createTabs } from './tabs.ts'

beforeEach(() => {
  localStorage.clear()
})

describe('tabs', () => {
  async function twoTabs() {
    const all = await signedIn()
    const other = all.openTab()
    await other.controller.start()
    return { ...all, other }
  }

  test('two tabs that open at once share one session', async () => {
    const { browser, openTab } = createBrowser()
    browser.stored = 'ada'
    const tabs = [openTab(), openTab()]
    await Promise.all(tabs.map(({ controller }) => controller.start()))
    expect(tabs.map(({ state }) => state())).toMatchObject([
      { kind: 'ready', sessionId: 's1' },
      { kind: 'ready', sessionId: 's1' },
    ])
  })

  test('a tab that waited while another refreshed does not refresh again', async () => {
    const { controller, other, count } = await twoTabs()
    const both = await Promise.all([controller.recover(), other.controller.recover()])
    expect(both).toEqual([true, true])
    expect(count(SESSION.refresh)).toBe(1)
  })

  test('a tab that waited does not refresh again, even if it heard nothing of the other', async () => {
    const { browser, controller, other, count } = await twoTabs()
    browser.losesMessages = true
    await Promise.all([controller.recover(), other.controller.recover()])
    expect(count(SESSION.refresh)).toBe(1)
    expect(other.state().kind).toBe('ready')
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

test.each(['', 'null', '{', 'NaN', '-', '1e999', 'x'.repeat(40)])(
  'renewals are counted also where %j stood for their number',
  (stored) => {
    localStorage.setItem('parley-session-turn', stored)
    const tabs = createTabs()
    const before = tabs.turn()
    expect(tabs.turn()).toBe(before)
    tabs.countTurn()
    expect(tabs.turn()).not.toBe(before)
    const next = tabs.turn()
    tabs.countTurn()
    expect(tabs.turn()).not.toBe(next)
  },
)

describe('a page that the browser kept away, and that heard nothing of other tabs', () => {
  const comeBack = () =>
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))

  async function goAway() {
    const all = await signedIn()
    const other = all.openTab()
    await other.controller.start()
    all.browser.losesMessages = true
    return { ...all, other }
  }

  test('shows nobody after a log-out elsewhere, at once and also while offline', async () => {
    const { browser, state, other } = await goAway()
    browser.isOffline = true
    void other.controller.logOut()
    expect(state().kind).toBe('ready')
    comeBack()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'elsewhere' })
  })

  test('shows nobody after a log-out that is done', async () => {
    const { state, other } = await goAway()
    await other.controller.logOut()
    expect(state().kind).toBe('ready')
    comeBack()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'elsewhere' })
  })

  test('hides itself at once from another person who signed in', async () => {
    const { browser, state } = await goAway()
    browser.stored = 'ben'
    browser.cookies = 'ben'
    comeBack()
    expect(state().kind).toBe('starting')
    await expect.poll(state).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
  })

  test('goes on as before when nothing happened', async () => {
    const { state, count } = await goAway()
    const before = state()
    comeBack()
    expect(state()).toBe(before)
    expect(count(SESSION.end)).toBe(0)
  })
})
