// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useHold } from './useHold.ts'

const calls: string[] = []
let recordedMs = 0
beforeEach(() => {
  calls.length = 0
  recordedMs = 0
  // happy-dom lacks it.
  HTMLElement.prototype.setPointerCapture = vi.fn()
})
afterEach(() => {
  // The next touch anywhere ends the wait for the click of the last one.
  fireEvent.pointerDown(window)
  cleanup()
})

function Microphone() {
  const { handlers } = useHold({
    start: () => calls.push('start'),
    cancel: () => calls.push('cancel'),
    send: () => calls.push('send'),
    recordedMs: () => recordedMs,
  })
  return (
    <>
      <button {...handlers}>record</button>
      <button onClick={() => calls.push('stop')}>stop</button>
    </>
  )
}

const button = (name: string) => screen.getByRole('button', { name })
const at = (event: Event, timeStamp: number) =>
  Object.defineProperty(event, 'timeStamp', { value: timeStamp })

function touch(milliseconds: number) {
  const finger = { pointerId: 1, pointerType: 'touch' }
  fireEvent(button('record'), at(createEvent.pointerDown(button('record'), finger), 1_000))
  const lift = createEvent.pointerUp(button('record'), finger)
  fireEvent(button('record'), at(lift, 1_000 + milliseconds))
}

test('the click of a tap falls on the button that appeared under the finger, and is ignored', () => {
  render(<Microphone />)
  touch(80)
  fireEvent.click(button('stop'), { detail: 1 })
  expect(calls).toEqual(['start'])
  // The next click is one of the person.
  fireEvent.click(button('stop'), { detail: 1 })
  expect(calls).toEqual(['start', 'stop'])
})

test('a finger that slid away ends with no click, and the next touch clicks', () => {
  render(<Microphone />)
  touch(80)
  fireEvent.pointerDown(button('stop'), { pointerId: 2, pointerType: 'touch' })
  fireEvent.click(button('stop'), { detail: 1 })
  expect(calls).toEqual(['start', 'stop'])
})

test('a keyboard works at once after a touch', () => {
  render(<Microphone />)
  touch(80)
  fireEvent.click(button('record'), { detail: 0 })
  expect(calls).toEqual(['start', 'start'])
})

test.each([
  ['a tap that the page heard of late', 80, 900, []],
  ['a finger that rested while the browser asked for the microphone', 5_000, 0, []],
  ['a finger that rested while it recorded', 900, 900, ['send']],
])('%s: what lifting does', (_, milliseconds, recorded, after) => {
  render(<Microphone />)
  recordedMs = recorded
  touch(milliseconds)
  expect(calls).toEqual(['start', ...after])
})
