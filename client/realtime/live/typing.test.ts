import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { createTyping } from './typing.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const relay = fakeLink()
  const state = createStore(ada)
  const events = () => relay.asked.map(({ event }) => event)
  return { relay, state, events, typing: createTyping(state, relay.link) }
}

test('a keystroke a second tells every three seconds, and silence that it is over', async () => {
  const { typing, events } = setUp()
  for (let second = 0; second < 7; second++) {
    typing.set('c1', true)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(events()).toEqual(['typing:start', 'typing:start', 'typing:start'])
  await vi.advanceTimersByTimeAsync(4_000)
  expect(events().at(-1)).toBe('typing:stop')
})

test('an emptied composer tells at once, and once', () => {
  const { typing, events } = setUp()
  typing.set('c1', true)
  typing.set('c1', false)
  typing.set('c1', false)
  expect(events()).toEqual(['typing:start', 'typing:stop'])
})

test('offline nothing is told', () => {
  const { relay, typing, events } = setUp()
  relay.state.isOpen = false
  typing.set('c1', true)
  expect(events()).toEqual([])
})

test('others appear until they stop, or six seconds after their last sign', async () => {
  const { typing, state } = setUp()
  typing.onStart('c1', 'ben')
  typing.onStart('c1', 'cleo')
  expect(state.getState().typing).toEqual({ c1: ['ben', 'cleo'] })
  typing.onStop('c1', 'ben')
  await vi.advanceTimersByTimeAsync(4_000)
  typing.onStart('c1', 'cleo')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(state.getState().typing).toEqual({ c1: ['cleo'] })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(state.getState().typing).toEqual({})
})

test('one does not see oneself typing in another tab', () => {
  const { typing, state } = setUp()
  typing.onStart('c1', 'ada')
  expect(state.getState().typing).toEqual({})
})
