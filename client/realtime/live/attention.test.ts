// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ada } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { createAttention } from './attention.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
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
