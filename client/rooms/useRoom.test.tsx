// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { useRoom } from './useRoom.ts'

afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

function Number({ name }: { name: string }) {
  return (
    <p>
      {name} {useRoom('roses')?.inside}
    </p>
  )
}

test('all parts of a page show the same number of people, and share one request', async () => {
  vi.useFakeTimers()
  const messenger = stageMessenger()
  let inside = 0
  messenger.rooms.ask.mockImplementation(async () => ({ inside: ++inside }))
  stage(
    <>
      <Number name="header" />
      <Number name="details" />
    </>,
    { messenger },
  )
  await act(() => vi.advanceTimersByTimeAsync(1))
  expect(screen.getByText('header 1')).toBeTruthy()
  expect(screen.getByText('details 1')).toBeTruthy()
  expect(messenger.rooms.ask).toHaveBeenCalledTimes(1)
  await act(() => vi.advanceTimersByTimeAsync(30_000))
  expect(screen.getByText('header 2')).toBeTruthy()
  expect(screen.getByText('details 2')).toBeTruthy()
})
