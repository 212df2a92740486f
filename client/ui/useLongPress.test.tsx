// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useLongPress } from './useLongPress.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const onPress = vi.fn()
beforeEach(() => vi.clearAllMocks())

function Row() {
  return (
    <button type="button" {...useLongPress(onPress)}>
      row
    </button>
  )
}

function show() {
  render(<Row />)
  const row = screen.getByRole('button')
  const at = (clientX: number, pointerType = 'touch') => ({ pointerType, clientX, clientY: 0 })
  return { row, at }
}

test('a finger that rests opens once, and lifting it is no click', () => {
  const { row, at } = show()
  fireEvent.pointerDown(row, at(10))
  fireEvent.pointerMove(row, at(14))
  vi.advanceTimersByTime(1000)
  expect(onPress).toHaveBeenCalledOnce()
  fireEvent.pointerUp(row, at(14))
  // False means that the default action was prevented.
  expect(fireEvent.touchEnd(row)).toBe(false)
  expect(fireEvent.touchEnd(row)).toBe(true)
})

test.each([
  ['scrolls', 'touch', 40],
  ['is a mouse', 'mouse', 10],
])('a pointer that %s opens nothing', (_, type, to) => {
  const { row, at } = show()
  fireEvent.pointerDown(row, at(10, type))
  fireEvent.pointerMove(row, at(to, type))
  vi.advanceTimersByTime(1000)
  expect(onPress).not.toHaveBeenCalled()
  expect(fireEvent.touchEnd(row)).toBe(true)
})

test('a short touch stays a touch', () => {
  const { row, at } = show()
  fireEvent.pointerDown(row, at(10))
  fireEvent.pointerUp(row, at(10))
  expect(fireEvent.touchEnd(row)).toBe(true)
  vi.advanceTimersByTime(1000)
  expect(onPress).not.toHaveBeenCalled()
})
