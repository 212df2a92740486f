// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browserStorage } from '../../browser/browser-storage.ts'
import { createSignInStore } from './sign-in-store.ts'

const KEY = 'sb-project-auth-token'
const session = (id: string, change: object = {}) =>
  JSON.stringify({
    access_token: `of ${id}`,
    refresh_token: 'r',
    expires_in: 3600,
    expires_at: 4_000_000_000,
    user: { id },
    ...change,
  })
const stored = () => JSON.parse(localStorage.getItem(KEY)!) as Record<string, unknown>

beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  browserStorage.removeItem(KEY)
})

describe('a sign-in that wants a password', () => {
  const keep = async (id: string) => {
    const store = createSignInStore(KEY)
    await store.wanting('new', async () => store.setItem(KEY, session(id)))
    return store
  }

  test('wants it after a reload and after a renewal, until it is chosen', async () => {
    const store = await keep('ada')
    expect(createSignInStore(KEY).passwordWanted()).toBe('new')
    store.setItem(KEY, session('ada', { access_token: 'renewed' }))
    expect(store.passwordWanted()).toBe('new')
    store.passwordChosen()
    expect([store.passwordWanted(), store.person()?.id]).toEqual([null, 'ada'])
    store.setItem(KEY, session('ada', { access_token: 'renewed again' }))
    expect(store.passwordWanted()).toBeNull()
  })

  test('wants it of this person only', async () => {
    const store = await keep('ada')
    store.setItem(KEY, session('ben'))
    expect(store.passwordWanted()).toBeNull()
  })

  test('that was refused leaves the next sign-in alone', async () => {
    const store = createSignInStore(KEY)
    await store.wanting('new', () => Promise.reject(new Error('refused'))).catch(() => undefined)
    store.setItem(KEY, session('ada'))
    expect(store.passwordWanted()).toBeNull()
  })
})

describe('the tokens of a provider', () => {
  const provider = { provider_token: 'p1', provider_refresh_token: 'p2' }

  test('are not kept', () => {
    const store = createSignInStore(KEY)
    store.setItem(KEY, session('ada', provider))
    expect(stored()).toMatchObject({ access_token: 'of ada' })
    expect(localStorage.getItem(KEY)).not.toMatch(/provider_|p1|p2/)
  })

  test('that an older page kept are deleted', () => {
    localStorage.setItem(KEY, session('ada', provider))
    expect(createSignInStore(KEY).person()?.id).toBe('ada')
    expect(localStorage.getItem(KEY)).not.toMatch(/provider_|p1|p2/)
  })
})

test.each([-86_400, -7200, 0, 7200, 86_400])(
  'a token ends by the clock of this browser, which is %d s wrong',
  (wrong) => {
    vi.useFakeTimers({ now: (1_800_000_000 + wrong) * 1000 })
    const store = createSignInStore(KEY)
    store.setItem(KEY, session('ada', { expires_at: 1_800_003_600 }))
    expect(stored().expires_at).toBe(1_800_003_600 + wrong)
    // A change of the account stores the same token later. It does not live longer by it.
    vi.setSystemTime((1_800_001_000 + wrong) * 1000)
    store.setItem(KEY, localStorage.getItem(KEY)!)
    expect(stored().expires_at).toBe(1_800_003_600 + wrong)
  },
)

describe('a localStorage that refuses to write', () => {
  /** A store that is full. What it has can be read and deleted. */
  function fill() {
    const had = new Map(Object.entries(localStorage) as [string, string][])
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => had.get(name) ?? null,
      removeItem: (name: string) => had.delete(name),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    return had
  }

  test('holds the sign-in for this page', () => {
    fill()
    const store = createSignInStore(KEY)
    store.setItem(KEY, session('ada', { provider_token: 'p1' }))
    expect(store.person()).toEqual({ id: 'ada' })
    expect(store.getItem(KEY)).not.toContain('p1')
    store.removeItem(KEY)
    expect(store.person()).toBeNull()
  })

  test('does not leave the person of before in this browser', () => {
    localStorage.setItem(KEY, session('ben'))
    const had = fill()
    const store = createSignInStore(KEY)
    expect(store.person()?.id).toBe('ben')
    store.setItem(KEY, session('ada'))
    expect(had.size).toBe(0)
    expect(store.person()?.id).toBe('ada')
  })

  test('that is blocked wholly throws nothing', () => {
    vi.stubGlobal('localStorage', undefined)
    const store = createSignInStore(KEY)
    store.setItem(KEY, session('ada'))
    expect([store.person()?.id, browserStorage.keys()]).toEqual(['ada', [KEY]])
  })
})
