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
  const store = createStore(ada)
  const events = () => relay.asked.map(({ event }) => event)
  return { relay, store, events, typing: createTyping(store, relay.link) }
}

test('typing every second is told every three seconds, and a pause ends it', async () => {
  const { events, typing } = setUp()
  for (let second = 0; second < 7; second++) {
    typing.set('c1', true)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(events()).toEqual(['typing:start', 'typing:start', 'typing:start'])
  await vi.advanceTimersByTimeAsync(4_000)
  expect(events().at(-1)).toBe('typing:stop')
})

test('an emptied composer ends the typing at once, and tells it once', () => {
  const { events, typing } = setUp()
  typing.set('c1', true)
  typing.set('c1', false)
  typing.set('c1', false)
  expect(events()).toEqual(['typing:start', 'typing:stop'])
})

test('offline nothing is told', () => {
  const { relay, events, typing } = setUp()
  relay.state.isOpen = false
  typing.set('c1', true)
  expect(events()).toEqual([])
})

test('people who type appear until they stop, or six seconds after their last event', async () => {
  const { relay, store } = setUp()
  relay.push('typing:start', { conversation_id: 'c1', user_id: 'ben' })
  relay.push('typing:start', { conversation_id: 'c1', user_id: 'cleo' })
  expect(store.getState().typing).toEqual({ c1: ['ben', 'cleo'] })
  relay.push('typing:stop', { conversation_id: 'c1', user_id: 'ben' })
  await vi.advanceTimersByTimeAsync(4_000)
  relay.push('typing:start', { conversation_id: 'c1', user_id: 'cleo' })
  await vi.advanceTimersByTimeAsync(4_000)
  expect(store.getState().typing).toEqual({ c1: ['cleo'] })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(store.getState().typing).toEqual({})
})

test('typing of this person in another tab is not shown', () => {
  const { relay, store } = setUp()
  relay.push('typing:start', { conversation_id: 'c1', user_id: 'ada' })
  expect(store.getState().typing).toEqual({})
})
