// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ADA, message, messages } from '../../testing/fixtures.ts'
import { entriesOf, type Entry } from './entries.ts'
import { newest, useNewestFirst, useRest } from './useNewestFirst.ts'

const SCREEN_ROWS = 10
let paint: () => void = () => undefined

beforeEach(() => {
  vi.stubGlobal('innerHeight', SCREEN_ROWS * 32)
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => {
    paint = frame
    return 0
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const entries = (dividerAfter: number | null = null, count = 40) =>
  entriesOf(
    { messages: messages(1, count), pending: [] },
    { me: ADA, otherParticipants: [], dividerAfter },
  )

const boxOf = (scrollHeight: number) => ({
  current: { scrollHeight, clientHeight: 300 } as HTMLElement,
})
const filled = boxOf(320)

function useLog(rows: readonly Entry[], box = filled, opensAtEnd = true) {
  const { shown, drawAll } = useNewestFirst(rows, opensAtEnd)
  useRest(box, drawAll)
  return shown
}

test('a conversation that opens at its end draws one screen first, and then everything', async () => {
  const rows = entries()
  const { result } = renderHook(() => useLog(rows))
  expect(result.current).toEqual([rows[0], ...rows.slice(-SCREEN_ROWS)])
  act(() => paint())
  await waitFor(() => expect(result.current).toBe(rows))
})

test('everything is drawn at once when one screen of rows does not fill the log', () => {
  const rows = entries()
  const { result } = renderHook(() => useLog(rows, boxOf(300)))
  expect(result.current).toBe(rows)
})

test.each([
  ['opens at an older place', entries(), false],
  ['opens at its first new message, above the last screen', entries(5), true],
  ['fits on the screen', entries(null, SCREEN_ROWS - 1), true],
])('everything is drawn at once when the conversation %s', (_, rows, opensAtEnd) => {
  const { result } = renderHook(() => useLog(rows, filled, opensAtEnd))
  expect(result.current).toBe(rows)
})

test.each([
  ['was short', entries(null, 3), true],
  ['opened at its first new message', entries(5), true],
  ['opened at an older place', entries(), false],
])('a conversation that %s stays whole', (_, first, opensAtEnd) => {
  const { result, rerender } = renderHook(({ rows, atEnd }) => useLog(rows, filled, atEnd), {
    initialProps: { rows: first, atEnd: opensAtEnd },
  })
  const rows = entries(39)
  rerender({ rows, atEnd: true })
  expect(result.current).toBe(rows)
})

test('a jump to another place draws everything at once', () => {
  const first = entries()
  const { result, rerender } = renderHook(({ atEnd }) => useLog(first, filled, atEnd), {
    initialProps: { atEnd: true },
  })
  expect(result.current.length).toBeLessThan(first.length)
  rerender({ atEnd: false })
  expect(result.current).toBe(first)
})

test('the newest rows stand below the line of their own day', () => {
  const yesterday = { created_at: new Date(2026, 10, 20, 14).toISOString() }
  const rows = entriesOf(
    { messages: [message(1, yesterday), ...messages(2, 6)], pending: [] },
    { me: ADA, otherParticipants: [], dividerAfter: null },
  )
  const [, , today] = rows
  expect(today).toMatchObject({ kind: 'day' })
  expect(newest(rows, 2)).toEqual([today, ...rows.slice(-2)])
  expect(newest(rows, 6)).toEqual(rows.slice(-6))
  expect(newest(rows, rows.length)).toBe(rows)
})
