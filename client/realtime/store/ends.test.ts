import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ada, conversationUpTo, message } from '../../testing/fixtures.ts'
import { newLog } from '../log/conversation-log.ts'
import { loadPage, startLoading } from '../log/log-pages.ts'
import { createStore } from './store.ts'

const HOUR = 3_600_000
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
function open(ends: (string | null)[]) {
  const store = createStore(ada)
  const items = ends.map((expires_at, n) => message(n + 1, { expires_at }))
  const conversation = conversationUpTo(items.length, { last_message: items.at(-1)! })
  const page = { items, has_more: false }
  store.setLog('c1', loadPage(startLoading(newLog(conversation)), page))
  const bodies = () => {
    const history = store.model.logs.get('c1')?.history
    return history?.kind === 'loaded' ? history.messages.map(({ body }) => body) : []
  }
  const connect = (server_time: string) =>
    store.connected.emit({
      session: { id: 's1', expires_in: 900 },
      user_id: 'ada',
      epoch: 'e1',
      server_time,
      protocol: 1,
      marks: {},
    })
  return { store, bodies, connect }
}

test('a message is empty from its end on, in the log and in the list, and the cache is told', () => {
  const { store, bodies } = open([null, at(HOUR), at(2 * HOUR)])
  const changed = vi.fn()
  store.logsChanged.subscribe(changed)
  vi.advanceTimersByTime(HOUR - 1)
  expect(bodies()).toEqual(['message 1', 'message 2', 'message 3'])
  vi.advanceTimersByTime(1)
  expect(bodies()).toEqual(['message 1', '', 'message 3'])
  expect(changed).toHaveBeenCalledWith(['c1'])
  expect(store.model.logs.get('c1')?.conversation.last_message?.body).toBe('message 3')
  vi.advanceTimersByTime(HOUR)
  expect(bodies()).toEqual(['message 1', '', ''])
  expect(store.model.logs.get('c1')?.conversation.last_message?.body).toBe('')
})

test('what ended while this device was away is never shown', () => {
  expect(open([at(-1), at(HOUR)]).bodies()).toEqual(['', 'message 2'])
})

test('a clock that is wrong by hours changes nothing', () => {
  const { store, bodies, connect } = open([at(HOUR)])
  connect(at(-5 * HOUR))
  vi.advanceTimersByTime(6 * HOUR - 1)
  // Something else changes in the log, so that it is looked at again.
  store.editLog('c1', (log) => ({ ...log, metadataVer: log.metadataVer + 1 }))
  expect(bodies()).toEqual(['message 1'])
  vi.advanceTimersByTime(1)
  expect(bodies()).toEqual([''])
})

test.each([-48, 48])('a clock that jumps by %d hours changes nothing', (hours) => {
  const { store, bodies, connect } = open([at(HOUR), at(3 * HOUR)])
  connect(at(0))
  vi.setSystemTime(Date.now() + hours * HOUR)
  const touch = () => store.editLog('c1', (log) => ({ ...log, metadataVer: log.metadataVer + 1 }))
  vi.advanceTimersByTime(HOUR - 1)
  touch()
  expect(bodies()).toEqual(['message 1', 'message 2'])
  vi.advanceTimersByTime(1)
  touch()
  expect(bodies()).toEqual(['', 'message 2'])
})

test('a log without ends stays the same object and sets no timer', () => {
  const { store } = open([null])
  const log = store.model.logs.get('c1')!
  store.setLog('c1', log)
  expect(store.model.logs.get('c1')).toBe(log)
  expect(vi.getTimerCount()).toBe(0)
})
