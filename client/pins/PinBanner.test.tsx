// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { message } from '../testing/fixtures.ts'
import { serverClock, stage, stageMessenger } from '../testing/stage.tsx'
import PinBanner from './PinBanner.tsx'

const HOUR = 3_600_000
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00.000Z') }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

test.each([
  ['is right', 0, 0],
  ['is behind by half an hour', HOUR / 2, 0],
  ['jumps ahead by a day', 0, 24 * HOUR],
  ['jumps back by a day', 0, -24 * HOUR],
])(
  'a pinned message leaves the banner at its end, when the clock here %s',
  async (_, ahead, jump) => {
    const messenger = stageMessenger({ serverClock: serverClock(ahead) })
    const pins = [
      message(1, { pinned_at: at(-1), expires_at: at(HOUR) }),
      message(2, { pinned_at: at(-2), expires_at: at(2 * HOUR) }),
    ]
    messenger.rooms.ask.mockResolvedValue({ items: pins, people: [], next_cursor: null })
    stage(<PinBanner conversationId="c1" />, { messenger })
    const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
    await pass(0)
    vi.setSystemTime(Date.now() + jump)
    await pass(HOUR - ahead - 1)
    expect(screen.getByText('message 1')).toBeTruthy()
    await pass(1)
    expect(screen.queryByText('message 1')).toBeNull()
    expect(screen.getByText('message 2')).toBeTruthy()
    await pass(HOUR)
    expect(screen.queryByRole('region')).toBeNull()
  },
)

test('the button to all pinned messages counts only when all of them are known', async () => {
  const messenger = stageMessenger()
  const items = [message(1, { pinned_at: at(-1) }), message(2, { pinned_at: at(-2) })]
  messenger.rooms.ask.mockResolvedValue({ items, people: [], next_cursor: 'more' })
  stage(<PinBanner conversationId="c1" />, { messenger })
  await act(() => vi.advanceTimersByTimeAsync(100))
  expect(screen.getByRole('button').getAttribute('aria-label')).toBe('Pinned messages')
  cleanup()

  messenger.rooms.ask.mockResolvedValue({ items, people: [], next_cursor: null })
  stage(<PinBanner conversationId="c1" />, { messenger })
  await act(() => vi.advanceTimersByTimeAsync(100))
  expect(screen.getByRole('button').getAttribute('aria-label')).toBe('2 pinned messages')
})
