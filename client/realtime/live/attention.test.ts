// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ada } from '../../testing/fixtures.ts'
import { atTheEnd } from '../store/model.ts'
import { createStore } from '../store/store.ts'
import { createAttention } from './attention.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const never = () => new Promise<never>(() => undefined)

test.each<[string, object | undefined]>([
  ['are missing', undefined],
  ['are refused', { request: never, query: () => Promise.reject(new DOMException('no')) }],
  ['never answer', { request: never, query: never }],
])('where Web Locks %s, a message that nobody looks at still notifies', async (_, locks) => {
  vi.stubGlobal('navigator', { locks })
  const store = createStore(ada)
  const { isLookedAt } = createAttention(store)
  const asked = isLookedAt('c1')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await asked).toBe(false)
  store.stopped.emit({ forget: false })
})

test('a tab that is hidden looks at nothing, and looks again when it is shown', async () => {
  const locked = new Set<string>()
  const request = async (name: string, _: unknown, hold: () => Promise<void>) => {
    // Another messenger of this page may want something else.
    if (!name.includes('looking')) return never()
    locked.add(name)
    await hold()
    locked.delete(name)
  }
  vi.stubGlobal('navigator', { locks: { request, query: never } })
  const visibility = vi.spyOn(document, 'visibilityState', 'get')
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const become = async (state: DocumentVisibilityState) => {
    visibility.mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(0)
    return locked.size
  }
  const store = createStore(ada)
  createAttention(store)
  store.model.views.set('c1', { ...atTheEnd, readUpTo: 0 })
  expect(await become('visible')).toBe(1)
  expect(await become('hidden')).toBe(0)
  expect(await become('visible')).toBe(1)
  store.stopped.emit({ forget: false })
  await vi.advanceTimersByTimeAsync(0)
  expect(locked.size).toBe(0)
  expect(await become('visible')).toBe(0)
})
