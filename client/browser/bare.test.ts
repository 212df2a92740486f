// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { playTone } from '../notifications/sound.ts'
import { createLeader } from '../realtime/outbox/leader.ts'
import { onWake } from '../realtime/link/wake.ts'
import { createTabs } from '../session/tabs.ts'

afterEach(() => vi.unstubAllGlobals())

const refused = () => Promise.reject(new DOMException('no', 'SecurityError'))

test('a browser that refuses locks and channels still renews and sends', async () => {
  vi.stubGlobal('navigator', { locks: { request: refused } })
  vi.stubGlobal('BroadcastChannel', undefined)
  const tabs = createTabs()
  expect(await tabs.exclusively(async () => 'done')).toBe('done')
  await expect(tabs.exclusively(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
  const leader = createLeader('ada', () => true)
  const isLeader = await new Promise((resolve) => leader.onLead(resolve))
  expect(isLeader).toBe(true)
  leader.tell({ kind: 'changed' })
  leader.stop()
})

test('a lock that a stopped tab never gives back is not waited for', async () => {
  const asked: AbortSignal[] = []
  const request = (_: string, { signal }: { signal: AbortSignal }) => {
    asked.push(signal)
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    )
  }
  const ending = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(ending.signal)
  vi.stubGlobal('navigator', { locks: { request } })
  const done = createTabs().exclusively(async () => 'done')
  ending.abort()
  expect(await done).toBe('done')
  expect(asked).toHaveLength(1)
  vi.restoreAllMocks()
})

test.each<[string, () => void]>([
  ['is missing', () => vi.stubGlobal('AudioContext', undefined)],
  [
    'throws',
    () =>
      vi.stubGlobal(
        'AudioContext',
        class {
          constructor() {
            throw new DOMException('no device', 'NotSupportedError')
          }
        },
      ),
  ],
  [
    'plays nothing',
    () =>
      vi.stubGlobal(
        'AudioContext',
        class {
          state = 'suspended'
          currentTime = 1_000
          resume = refused
          createOscillator() {
            throw new DOMException('closed', 'InvalidStateError')
          }
        },
      ),
  ],
])('a sound breaks nothing where AudioContext %s', (_, happen) => {
  happen()
  expect(() => playTone()).not.toThrow()
})

test('a page that comes back with the button "back" connects again', () => {
  const wake = vi.fn()
  const end = onWake(wake)
  const show = (persisted: boolean) =>
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
  show(false)
  expect(wake).not.toHaveBeenCalled()
  show(true)
  expect(wake).toHaveBeenCalledOnce()
  end()
})
