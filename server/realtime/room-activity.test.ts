import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRoomActivity } from './room-activity.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const open = () => {
  const told: [string, number][] = []
  const activity = createRoomActivity({
    isHeard: (id) => id !== 'quiet',
    tell: ({ id, last_seq }) => void told.push([id, last_seq]),
  })
  return { told, ...activity }
}

test('the first message is told at once, and later ones together after five seconds', () => {
  const { told, heard } = open()
  for (const seq of [1, 2, 4, 3]) heard('room', seq)
  expect(told).toEqual([['room', 1]])
  vi.advanceTimersByTime(4_999)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(told).toEqual([
    ['room', 1],
    ['room', 4],
  ])
  heard('room', 5)
  expect(told).toHaveLength(2)
  vi.advanceTimersByTime(5_000)
  expect(told).toHaveLength(3)
})

test('a room without messages is quiet, and so is one that nobody listens to', () => {
  const { told, heard } = open()
  heard('quiet', 1)
  heard('room', 1)
  heard('other', 1)
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([
    ['room', 1],
    ['other', 1],
  ])
})
