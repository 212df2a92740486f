// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import type { Api } from '../requests/http.ts'
import { SESSION, SIGN_OUT, signedIn } from '../testing/fake-session.ts'
import { createLogOut } from './log-out.ts'
import { createQueue } from './tabs.ts'
import type { SignInService } from './supabase/supabase.ts'

beforeEach(() => {
  localStorage.clear()
})

test('a log-out waits for no answer of Supabase: by then the next person may have signed in', async () => {
  const call = (async () => undefined) as Api
  const signOut = () => new Promise<void>(() => undefined)
  const logOut = createLogOut(call, () => ({ signOut }) as SignInService)
  logOut.begin(null)
  await logOut.finish()
  expect(logOut.begun()).toBe(false)
})

describe('whoever signs in at another app before a log-out is answered', () => {
  /** Ada logs out, and the relay answers when `respond` is called. Meanwhile Ben signs in at the other app. */
  async function late() {
    const all = await signedIn()
    let respond = () => {}
    all.answer(SESSION.end, () => {
      const answer = new Promise<void>((resolve) => (respond = resolve))
      return answer.then(() => void (all.browser.cookies = null))
    })
    const done = all.controller.logOut()
    await expect.poll(() => all.calls.at(-1)).toBe(SESSION.end)
    return { ...all, done, respond: () => respond() }
  }

  test('stays signed in, there and here', async () => {
    const { browser, calls, state, done, respond, changeSignIn } = await late()
    changeSignIn('ben')
    respond()
    await done
    await expect.poll(() => state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    expect(calls).not.toContain(SIGN_OUT)
    expect(browser).toMatchObject({ stored: 'ben', left: 0, cookies: 'ben' })
    expect(localStorage.getItem('parley-log-out')).toBeNull()
  })

  test('stays signed in when the next page finds the log-out, and only its session is ended', async () => {
    const { browser, openTab, recover } = await late()
    browser.stored = 'ben'
    recover(SESSION.end)
    // The tab that began it was closed, so its lock is free.
    const next = openTab({ exclusively: createQueue() })
    await next.controller.start()
    expect(next.state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
    expect(browser).toMatchObject({ stored: 'ben', left: 0, cookies: 'ben' })
  })

  test('but nobody does who left: the next page ends the sign-in, and tells the other app', async () => {
    const { browser, openTab, recover } = await late()
    recover(SESSION.end)
    const next = openTab({ exclusively: createQueue() })
    await next.controller.start()
    expect(next.state().kind).toBe('signed_out')
    expect(browser).toMatchObject({ stored: null, left: 1, cookies: null })
  })
})

describe('logging out', () => {
  test('ends the session in Supabase and in Parley', async () => {
    const { browser, controller, state } = await signedIn()
    await controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    expect(browser).toMatchObject({ stored: null, cookies: null })
  })

  test('Parley is asked first, so that its audit log says who ended the session', async () => {
    const { controller, calls } = await signedIn()
    calls.length = 0
    await controller.logOut()
    expect(calls).toEqual([SESSION.end, SIGN_OUT])
  })

  test('offline the log-out takes effect here at once, and is finished when the network is back', async () => {
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

  test('a sign-in that is stored until the log-out is finished brings nobody back', async () => {
    const { controller, state, changeSignIn } = await signedIn()
    const done = controller.logOut()
    changeSignIn('ada')
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    await done
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
  })

  test('after an offline log-out the next visit finishes it before anything else', async () => {
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

  test('a visit signed in as another person finishes it, too', async () => {
    const { browser, controller, openTab, calls } = await signedIn()
    browser.isOffline = true
    await controller.logOut()
    Object.assign(browser, { isOffline: false, stored: 'ben', opened: { kind: 'signed_in' } })
    calls.length = 0
    const next = openTab()
    await next.controller.start()
    expect(calls.slice(0, 3)).toEqual(['GET /api/config', SESSION.end, SESSION.bridge])
    expect(next.state()).toMatchObject({ kind: 'ready', user: { id: 'ben' } })
  })

  test('a log-out during a refresh stays logged out, and the late cookies are ended', async () => {
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

test.each(['', 'null', '{', '{}', 'done', 'x'.repeat(40)])(
  'a damaged note %j of a log-out ends and deletes nothing',
  async (stored) => {
    const { controller, openTab, count, settled } = await signedIn()
    localStorage.setItem('parley-log-out', stored)
    localStorage.setItem('parley-draft:ada:c1', 'half a sentence')
    const next = openTab()
    await next.controller.start()
    await settled()
    expect([controller.getState().kind, next.state().kind]).toEqual(['ready', 'ready'])
    expect(count(SESSION.end)).toBe(0)
    expect(localStorage.getItem('parley-draft:ada:c1')).toBe('half a sentence')
  },
)
