import { beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { createQuoted } from './quoted.ts'
import { createStore, type Store } from '../store/store.ts'

let store: Store
beforeEach(() => {
  store = createStore(ada)
})

function setUp() {
  const call = vi.fn(async (): Promise<Message> => message(1))
  const quoted = createQuoted(store, call as unknown as Api)
  const shown = () => store.getState().quoted.m1
  const loaded = async () => {
    const release = quoted.show('c1', 'm1')
    await vi.waitUntil(() => shown()?.kind !== 'loading')
    return release
  }
  return { call, quoted, shown, loaded }
}
const there = (body: string) => ({ kind: 'there', message: { body } })

test('a quoted message is asked for once, and stays until its last quote leaves the screen', async () => {
  const { call, quoted, shown, loaded } = setUp()
  const release = await loaded()
  const another = quoted.show('c1', 'm1')
  expect(call).toHaveBeenCalledExactlyOnceWith('GET', '/api/messages/m1')
  release()
  expect(shown()).toMatchObject({ kind: 'there', message: { id: 'm1' } })
  another()
  expect(store.getState().quoted).toEqual({})
  another()
  expect(store.getState().quoted).toEqual({})
})

test('changes of a quoted message are taken in any order, also while it is on its way', async () => {
  const { shown, loaded } = setUp()
  const holding = loaded()
  store.messagesReceived.emit([message(1, { ver: 7, body: 'edited' })])
  await holding
  expect(shown()).toMatchObject(there('edited'))
  store.messagesReceived.emit([
    message(1, { ver: 9, body: '', deleted_at: '2026-01-01T00:00:00.000Z' }),
  ])
  store.messagesReceived.emit([message(1, { ver: 8, body: 'late' }), message(2)])
  expect(shown()).toMatchObject(there(''))
  expect(Object.keys(store.getState().quoted)).toEqual(['m1'])
})

test('a message that this person may not see is gone, and after a reset it may be there', async () => {
  const { call, shown, loaded } = setUp()
  call.mockRejectedValueOnce(new RequestError('not_found', { status: 404 }))
  await loaded()
  expect(shown()).toEqual({ kind: 'gone' })
  store.logsReset.emit(['c2'])
  expect(call).toHaveBeenCalledTimes(1)
  store.logsReset.emit(['c1'])
  await vi.waitUntil(() => shown()?.kind === 'there')
})

test('a quoted message that failed is tried again with the next connection, or by showing it again', async () => {
  const { call, quoted, shown, loaded } = setUp()
  call.mockRejectedValueOnce(new RequestError('network'))
  call.mockRejectedValueOnce(new RequestError('network'))
  await loaded()
  expect(shown()).toEqual({ kind: 'failed' })
  store.caughtUp.emit()
  await vi.waitUntil(() => shown()?.kind === 'failed')
  quoted.show('c1', 'm1')
  await vi.waitUntil(() => shown()?.kind === 'there')
  store.caughtUp.emit()
  expect(call).toHaveBeenCalledTimes(3)
})

test('a quoted message that is loaded alone is emptied at its end', async () => {
  vi.useFakeTimers()
  store = createStore(ada)
  try {
    const { call, quoted, shown } = setUp()
    const expires_at = new Date(Date.now() + 60_000).toISOString()
    call.mockResolvedValueOnce(message(1, { expires_at }))
    quoted.show('c1', 'm1')
    await vi.advanceTimersByTimeAsync(59_999)
    expect(shown()).toMatchObject(there('message 1'))
    await vi.advanceTimersByTimeAsync(1)
    expect(shown()).toMatchObject(there(''))
  } finally {
    vi.useRealTimers()
  }
})
