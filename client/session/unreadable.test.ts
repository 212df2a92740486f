// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browserStorage } from '../browser/browser-storage.ts'
import { setStoresState } from '../browser/stores.ts'
import { createBrowser, SESSION } from '../testing/fake-session.ts'
import { createSignInStore } from './supabase/sign-in-store.ts'
import { createSignIn } from './supabase/supabase.ts'

const KEY = 'sb-project-auth-token'
const config = {
  supabase: { url: 'https://project.supabase.co', publishable_key: 'key' },
  version: '1',
  protocol: 1,
  features: { dev_mail: false, link_previews: false },
}
const signInOf = (id: string) =>
  JSON.stringify({
    access_token: `of-${id}`,
    refresh_token: 'r',
    expires_at: 4_000_000_000,
    user: { id },
  })

const damaged = [
  '',
  'null',
  '"ada"',
  '[]',
  '{"version":9}',
  'base64-eyJhY2Nlc3M',
  signInOf('ada').slice(0, 40),
  signInOf('ada').slice(0, -1),
  signInOf('ada').replace('"id":"ada"', '"id":7'),
  ...['access_token', 'refresh_token', 'expires_at', 'user'].map((name) =>
    signInOf('ada').replace(`"${name}":`, '"another_name":'),
  ),
]

beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  browserStorage.removeItem(KEY)
  localStorage.clear()
})

/** localStorage with other methods. A spy on the prototype does not reach the simulated one. */
function change(methods: Partial<Storage>): void {
  const { localStorage: real } = window
  vi.stubGlobal(
    'localStorage',
    new Proxy(real, {
      get: (_, name) => {
        const value: unknown = Reflect.get(methods, name) ?? Reflect.get(real, name)
        return typeof value === 'function' ? value.bind(real) : value
      },
    }),
  )
}

const refuse = () => {
  throw new DOMException('no', 'SecurityError')
}
const isFull = () => {
  throw new DOMException('full', 'QuotaExceededError')
}

describe('who is signed in', () => {
  test('is known where the sign-in can be read, and nobody is where there is none', () => {
    const signIn = createSignIn(config)
    expect(signIn.storedUser()).toBeNull()
    localStorage.setItem(KEY, signInOf('ada'))
    expect(signIn.storedUser()).toBe('ada')
    localStorage.removeItem(KEY)
    expect(signIn.storedUser()).toBeNull()
  })

  test.each<[string, () => void]>([
    ['cannot be read', () => change({ getItem: refuse })],
    ['is nowhere in a browser that stores nothing', () => change({ setItem: isFull })],
  ])('nobody can say when the sign-in %s', (_, happen) => {
    happen()
    expect(createSignIn(config).storedUser()).toBeUndefined()
  })

  test.each(damaged)(
    "nobody can say with a damaged sign-in, and Supabase's client deletes none: %s",
    async (stored) => {
      localStorage.setItem(KEY, stored)
      const signIn = createSignIn(config)
      expect(signIn.storedUser()).toBeUndefined()
      expect(await signIn.accessToken({ renew: false })).toEqual({ kind: 'none' })
      expect(localStorage.getItem(KEY)).toBe(stored)
    },
  )

  test('stays known in an open tab, whatever happens to the storage', () => {
    localStorage.setItem(KEY, signInOf('ada'))
    const signIn = createSignIn(config)
    expect(signIn.storedUser()).toBe('ada')
    change({ getItem: refuse })
    expect(signIn.storedUser()).toBe('ada')
    vi.unstubAllGlobals()
    localStorage.clear()
    expect(signIn.storedUser()).toBe('ada')
    expect(localStorage.getItem(KEY)).toBe(signInOf('ada'))
    // A log-out in another tab deletes the sign-in, and nothing else of the kind.
    localStorage.removeItem(KEY)
    expect(signIn.storedUser()).toBeNull()
    localStorage.clear()
    expect(signIn.storedUser()).toBeNull()
  })
})

describe('a sign-in that was damaged', () => {
  test.each(damaged)(
    'while the page is open stays known there, and is mended by a renewal: %s',
    (junk) => {
      localStorage.setItem(KEY, signInOf('ada'))
      const store = createSignInStore(KEY)
      expect(store.person()?.id).toBe('ada')
      localStorage.setItem(KEY, junk)
      expect([store.person()?.id, store.getItem(KEY)]).toEqual(['ada', signInOf('ada')])
      expect(localStorage.getItem(KEY)).toBe(junk)
      store.setItem(KEY, signInOf('ada'))
      expect(createSignInStore(KEY).person()?.id).toBe('ada')
      store.removeItem(KEY)
      expect([store.person(), store.isKnown()]).toEqual([null, true])
    },
  )
})

test('a value that replaces a smaller one has its space, also in a full store', () => {
  localStorage.setItem(KEY, 'old')
  const real = localStorage
  change({
    setItem(name, value) {
      if (real.getItem(name) !== null) isFull()
      real.setItem(name, value)
    },
  })
  browserStorage.setItem(KEY, 'a longer one')
  expect(localStorage.getItem(KEY)).toBe('a longer one')
})

describe('a page that cannot read the sign-in', () => {
  function setUp(cookies: string | null) {
    const { browser, openTab, ...all } = createBrowser()
    Object.assign(browser, { stored: undefined, cookies, token: { kind: 'none' } })
    localStorage.setItem('parley-draft:ada:c1', 'half a sentence')
    setStoresState('ada', 'here')
    return { browser, ...all, ...openTab() }
  }
  const draft = () => localStorage.getItem('parley-draft:ada:c1')

  test('goes on as the person of the cookies, over renewals', async () => {
    const { controller, state, browser, count } = setUp('ada')
    await controller.start()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
    browser.isExpired = true
    expect(await controller.recover()).toBe(true)
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
    expect(count(SESSION.bridge)).toBe(0)
  })

  test('keeps the session that the relay calls stale, until the relay ends it', async () => {
    const { controller, state, browser, answer, recover, refuse } = setUp('ada')
    await controller.start()
    answer(SESSION.refresh, () => ({
      session: { id: 's1', expires_in: 900, sign_in_stale: true },
      user: { id: 'ada' },
    }))
    expect(await controller.recover()).toBe(true)
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
    recover(SESSION.refresh)
    browser.cookies = null
    refuse(SESSION.refresh, 'sign_in_needed', { status: 401 })
    expect(await controller.recover()).toBe(false)
    expect(state()).toEqual({ kind: 'signed_out', reason: 'never' })
    await vi.dynamicImportSettled()
    expect(draft()).toBe('half a sentence')
  })

  test('asks for a sign-in when the cookies are no good, and deletes nothing', async () => {
    const { controller, state, browser, count, settled } = setUp(null)
    const forgotten = vi.fn()
    Object.defineProperty(browser, 'stored', { get: () => undefined, set: forgotten })
    await controller.start()
    await settled()
    await vi.dynamicImportSettled()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'never' })
    expect(draft()).toBe('half a sentence')
    expect(forgotten).not.toHaveBeenCalled()
    expect(count(SESSION.end)).toBe(0)
  })

  test('still leaves nothing after the own log-out', async () => {
    const { controller, state, browser } = setUp('ada')
    await controller.start()
    await controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    await expect.poll(draft).toBeNull()
    expect(browser.cookies).toBeNull()
  })

  test('takes no change of the sign-in for its end', async () => {
    const { controller, state, browser, settled, changeSignIn } = setUp('ada')
    await controller.start()
    changeSignIn(undefined as unknown as null)
    controller.otherPerson('ben')
    await settled()
    expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
    expect(browser.cookies).toBe('ada')
  })
})

test('a browser that refuses every store, and sends good cookies, is let in', async () => {
  vi.spyOn(navigator, 'cookieEnabled', 'get').mockReturnValue(false)
  const { browser, openTab } = createBrowser()
  Object.assign(browser, { stored: undefined, cookies: 'ada' })
  const { controller, state } = openTab()
  await controller.start()
  expect(state()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
})
