// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ModerationNotice } from '../../wire/moderation/notices.ts'
import { serverClock, stage, stageMessenger } from '../testing/stage.tsx'
import MutedLine from './MutedLine.tsx'

const HOUR = 3_600_000
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00.000Z') }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

/** A mute that ends in an hour, by the clock of the server. */
function show(ahead: number) {
  const messenger = stageMessenger({ serverClock: serverClock(ahead) })
  const ends_at = new Date(Date.now() + ahead + HOUR).toISOString()
  const notice = { id: 'n1', action: 'mute', reason: '', created_at: ends_at, ends_at }
  stage(<MutedLine notice={notice as ModerationNotice} />, { messenger })
  return messenger.moderation.load
}

test.each([
  ['right', 0, 0],
  ['two days behind', 48 * HOUR, 0],
  ['two days ahead', -48 * HOUR, 0],
  ['set back by two days meanwhile', 0, -48 * HOUR],
  ['set forward by two days meanwhile', 0, 48 * HOUR],
])(
  'the relay is asked once at the end of a mute, on a device whose clock is %s',
  async (_, ahead, jump) => {
    const load = show(ahead)
    await pass(HOUR / 2)
    vi.setSystemTime(Date.now() + jump)
    await pass(HOUR / 2)
    expect(load).not.toHaveBeenCalled()
    await pass(1_000)
    expect(load).toHaveBeenCalledOnce()
  },
)

test('a relay that was not reached at the end is asked again, once a minute', async () => {
  const load = show(0)
  load.mockRejectedValueOnce(new Error('no network'))
  await pass(HOUR + 1_000)
  expect(load).toHaveBeenCalledTimes(1)
  await pass(5 * 60_000)
  expect(load).toHaveBeenCalledTimes(6)
})
