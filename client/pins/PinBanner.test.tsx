// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { message } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import PinBanner from './PinBanner.tsx'

const HOUR = 3_600_000
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00.000Z') }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

test.each([
  ['the clock of this computer is right', 0],
  ['the clock of this computer is behind by half an hour', HOUR / 2],
])('a pinned message leaves the banner at its end, when %s', async (_, clockAhead) => {
  const messenger = stageMessenger({ clockAhead })
  const pins = [
    message(1, { pinned_at: at(-1), expires_at: at(HOUR) }),
    message(2, { pinned_at: at(-2), expires_at: at(2 * HOUR) }),
  ]
  messenger.rooms.ask.mockResolvedValue({ items: pins, people: [], next_cursor: null })
  stage(<PinBanner conversationId="c1" />, { messenger })
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
  await pass(HOUR - clockAhead - 1)
  expect(screen.getByText('message 1')).toBeTruthy()
  await pass(1)
  expect(screen.queryByText('message 1')).toBeNull()
  expect(screen.getByText('message 2')).toBeTruthy()
  await pass(HOUR)
  expect(screen.queryByRole('region')).toBeNull()
})
