// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { useRoom } from './useRoom.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Shown() {
  useRoom('r1')
  return null
}

test('a room is asked for again also after the clock was set back', async () => {
  const messenger = stageMessenger()
  messenger.rooms.ask.mockResolvedValue({ id: 'r1' })
  stage(
    <>
      <Shown />
      <Shown />
    </>,
    { messenger },
  )
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(messenger.rooms.ask).toHaveBeenCalledOnce()
  vi.setSystemTime(Date.now() - 48 * 3_600_000)
  await act(() => vi.advanceTimersByTimeAsync(30_000))
  expect(messenger.rooms.ask).toHaveBeenCalledTimes(2)
})
