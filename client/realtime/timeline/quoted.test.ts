import { beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { createQuoted } from './quoted.ts'
import { createStore, type Store } from '../store/store.ts'

let state: Store
beforeEach(() => {
  state = createStore(ada)
})

function setUp() {
  const call = vi.fn(async (): Promise<Message> => message(1))
  const quoted = createQuoted(state, call as unknown as Api)
  const shown = () => state.getState().quoted.m1
  const held = async () => {
    const release = quoted.hold('c1', 'm1')
    await vi.waitUntil(() => shown()?.kind !== 'loading')
    return release
  }
  return { call, quoted, shown, held }
}
const there = (body: string) => ({ kind: 'there', message: { body } })

test('it is asked for once, however many quotes of it there are, and kept until the last has gone', async () => {
  const { call, quoted, shown, held } = setUp()
  const release = await held()
  const another = quoted.hold('c1', 'm1')
  expect(call).toHaveBeenCalledExactlyOnceWith('GET', '/api/messages/m1')
  release()
  expect(shown()).toMatchObject({ kind: 'there', message: { id: 'm1' } })
  another()
  expect(state.getState().quoted).toEqual({})
})

test('changes of it are taken, whatever their order, also while it is on its way', async () => {
  const { quoted, shown, held } = setUp()
  const holding = held()
  quoted.received([message(1, { ver: 7, body: 'edited' })])
  await holding
  expect(shown()).toMatchObject(there('edited'))
  quoted.received([message(1, { ver: 9, body: '', deleted_at: '2026-01-01T00:00:00.000Z' })])
  quoted.received([message(1, { ver: 8, body: 'late' }), message(2)])
  expect(shown()).toMatchObject(there(''))
  expect(Object.keys(state.getState().quoted)).toEqual(['m1'])
})

test('one that is not theirs is gone; after a reset it may be there', async () => {
  const { call, quoted, shown, held } = setUp()
  call.mockRejectedValueOnce(new RequestError('not_found', { status: 404 }))
  await held()
  expect(shown()).toEqual({ kind: 'gone' })
  quoted.reset(['c2'])
  expect(call).toHaveBeenCalledTimes(1)
  quoted.reset(['c1'])
  await vi.waitUntil(() => shown()?.kind === 'there')
})

test('one that did not come is tried again with the next connection, and by asking again', async () => {
  const { call, quoted, shown, held } = setUp()
  call.mockRejectedValueOnce(new RequestError('network'))
  call.mockRejectedValueOnce(new RequestError('network'))
  await held()
  expect(shown()).toEqual({ kind: 'failed' })
  quoted.resume()
  await vi.waitUntil(() => shown()?.kind === 'failed')
  quoted.hold('c1', 'm1')
  await vi.waitUntil(() => shown()?.kind === 'there')
  quoted.resume()
  expect(call).toHaveBeenCalledTimes(3)
})
