import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Presence } from '../../../wire/people.ts'
import { newLog } from '../log/conversation-log.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { createPresence } from './presence.ts'
import { RequestError } from '../../requests/request-error.ts'
import { createStore } from '../store/store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const isOnline = (user_id: string) => ({ user_id, online: true, last_seen_at: null })

const isGone = (user_id: string) => ({ user_id, online: false, last_seen_at: null })

function setUp() {
  const relay = fakeLink()
  const store = createStore(ada)
  createPresence(store, relay.link)
  relay.on('presence:watch', ({ user_ids }) => ({ people: user_ids.map(isOnline) }))
  const meet = (...people: string[]) => {
    for (const id of people) {
      const [me, other] = conversationUpTo(0).participants
      const participants = [me!, { ...other!, user_id: id }]
      store.setLog(id, newLog(conversationUpTo(0, { id, participants })))
    }
    store.logsChanged.emit([])
    return vi.advanceTimersByTimeAsync(200)
  }
  const watched = () => relay.askedFor('presence:watch').map(({ user_ids }) => user_ids.toSorted())
  return { relay, store, meet, watched }
}

test('each participant is watched once per connection, except this person', async () => {
  const { store, meet, watched } = setUp()
  await meet('ben', 'cleo')
  await meet('cleo', 'dan')
  expect(watched()).toEqual([['ben', 'cleo'], ['dan']])
  expect(store.getState().presence.dan).toEqual(isOnline('dan'))
  store.caughtUp.emit()
  await vi.advanceTimersByTimeAsync(200)
  expect(watched().at(-1)).toEqual(['ben', 'cleo', 'dan'])
})

test('who comes online while the relay answers stays online', async () => {
  const { relay, store, meet } = setUp()
  let answer = (_: { people: Presence[] }) => {}
  relay.on('presence:watch', () => new Promise((resolve) => (answer = resolve)))
  await meet('ben', 'cleo')
  // Both frames come together, so the page takes the push before it goes on with the answer.
  answer({ people: [isGone('ben'), isOnline('cleo')] })
  relay.push('user:online', isOnline('ben'))
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getState().presence).toEqual({ ben: isOnline('ben'), cleo: isOnline('cleo') })
})

test('a person who could not be watched is asked for again', async () => {
  const { relay, meet, watched } = setUp()
  relay.on('presence:watch', () => {
    throw new RequestError('unavailable')
  })
  await meet('ben')
  await meet('ben')
  expect(watched()).toEqual([['ben'], ['ben']])
})

test('a person who could not be watched is asked for again when nothing else happens', async () => {
  const { relay, store, meet } = setUp()
  relay.on('presence:watch', () => {
    throw new RequestError('unavailable')
  })
  await meet('ben')
  relay.on('presence:watch', ({ user_ids }) => ({ people: user_ids.map(isOnline) }))
  await vi.advanceTimersByTimeAsync(5_200)
  expect(store.getState().presence.ben).toEqual(isOnline('ben'))
})

test.each<[string, (all: ReturnType<typeof setUp>) => unknown]>([
  ['is shown no more', ({ relay }) => relay.push('user:offline', isGone('ben'))],
  [
    'left and came in again',
    async ({ store, meet }) => {
      store.setLog('ben', newLog(conversationUpTo(0, { id: 'ben', participants: [] })))
      await meet()
      await meet('ben')
    },
  ],
])('a person who %s is asked for again', async (_, happen) => {
  const all = setUp()
  await all.meet('ben', 'cleo')
  await happen(all)
  await vi.advanceTimersByTimeAsync(200)
  expect(all.watched()).toEqual([['ben', 'cleo'], ['ben']])
})

test('coming and going is shown', () => {
  const { relay, store } = setUp()
  relay.push('user:online', isOnline('ben'))
  relay.push('user:offline', {
    user_id: 'ben',
    online: false,
    last_seen_at: '2026-01-01T00:00:00.000Z',
  })
  expect(store.getState().presence.ben?.online).toBe(false)
})

test('a person who comes and goes is not asked for again', async () => {
  const { relay, meet, watched } = setUp()
  await meet('ben')
  relay.push('user:offline', {
    user_id: 'ben',
    online: false,
    last_seen_at: '2026-01-01T00:00:00.000Z',
  })
  relay.push('user:online', isOnline('ben'))
  await meet()
  expect(watched()).toEqual([['ben']])
})

test('without a connection nobody stays online for long; a short break changes nothing', async () => {
  const { relay, store, meet } = setUp()
  await meet('ben')
  store.disconnected.emit()
  await vi.advanceTimersByTimeAsync(9_000)
  store.disconnected.emit()
  expect(store.getState().presence.ben).toEqual(isOnline('ben'))
  store.caughtUp.emit()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(store.getState().presence.ben).toEqual(isOnline('ben'))

  relay.state.isOpen = false
  const changed = vi.fn()
  store.subscribe(changed, 'ben')
  store.disconnected.emit()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(store.getState().presence.ben).toBeUndefined()
  expect(changed).toHaveBeenCalled()
  relay.state.isOpen = true
  store.caughtUp.emit()
  await vi.advanceTimersByTimeAsync(200)
  expect(store.getState().presence.ben).toEqual(isOnline('ben'))
})

test('a stopped presence leaves no timer', async () => {
  const { store, meet } = setUp()
  await meet('ben')
  store.disconnected.emit()
  store.stopped.emit({ forget: true })
  expect(vi.getTimerCount()).toBe(0)
})
