// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { pass } from '../testing/time.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function show() {
  const messenger = stageMessenger()
  const { container } = stage(<ConnectionBanner />, { messenger })
  const inSeconds = (seconds: number) => performance.now() + seconds * 1000
  return { become: (next: object) => act(() => messenger.become(next)), inSeconds, container }
}

test('a pause that the relay asked for counts down, and the banner goes when it is over', async () => {
  const { become, inSeconds, container } = show()
  expect(container.textContent).toBe('')
  await pass(60_000)
  become({ rateLimitedUntil: inSeconds(12) })
  expect(container.textContent).toBe('Too many tries. Trying again in 12 s. You can go on writing.')
  become({ waiting: 2 })
  await pass(10_000)
  expect(container.textContent).toBe(
    'Too many tries. Trying again in 2 s. 2 messages are sent then.',
  )
  become({ rateLimitedUntil: inSeconds(30) })
  expect(container.textContent).toContain('in 30 s.')
  await pass(30_000)
  expect(container.textContent).toBe('')
})

test('a screen reader hears of the pause once', async () => {
  const { become, inSeconds } = show()
  const region = document.querySelector('[aria-live]')!
  become({ rateLimitedUntil: inSeconds(12) })
  expect(region.textContent).toBe('Too many tries. Trying again in 12 s.')
  region.textContent = ''
  await pass(5_000)
  expect(region.textContent).toBe('')
})

test('a long break shows a banner; a pause of the relay comes before it', async () => {
  const { become, inSeconds, container } = show()
  become({ connection: { kind: 'offline', since: performance.now() }, waiting: 1 })
  await pass(4_900)
  expect(container.textContent).toBe('')
  await pass(200)
  expect(container.textContent).toBe('You are offline. 1 message is sent as soon as you are back.')
  become({ rateLimitedUntil: inSeconds(40) })
  expect(container.textContent).toContain('Trying again in 40 s. 1 message is sent then.')
})
