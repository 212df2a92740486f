import { beforeEach, describe, expect, test, vi } from 'vitest'
import { newLog, receive } from '../log/conversation-log.ts'
import { loadPage, startLoading } from '../log/log-pages.ts'
import { ada, conversationUpTo, message, messages } from '../../testing/fixtures.ts'
import type { PendingMessage } from './pending-message.ts'
import { createStore, type Store } from './store.ts'

let store: Store
beforeEach(() => {
  store = createStore(ada)
  const page = { items: messages(1, 2), has_more: false }
  store.setLog('c1', loadPage(startLoading(newLog(conversationUpTo(2))), page))
  store.setLog('c2', newLog(conversationUpTo(9, { id: 'c2' })))
  store.model.views.set('c1', {
    readUpTo: 1,
    loadingEarlier: false,
    loadingLater: false,
    failed: false,
    following: true,
  })
})

const pending = (change: Partial<PendingMessage> = {}): PendingMessage => ({
  client_id: 'mine',
  conversation_id: 'c1',
  body: 'mine',
  reply_to: null,
  thread_root: null,
  written_at: '2026-01-01T00:00:00.000Z',
  state: { kind: 'waiting' },
  ...change,
})

describe('what the screens see', () => {
  test('conversations by activity, and the timelines of open ones', () => {
    const { conversations, timelines } = store.getState()
    expect(conversations.items.map(({ id }) => id)).toEqual(['c2', 'c1'])
    expect(Object.keys(timelines)).toEqual(['c1'])
    expect(timelines.c1).toMatchObject({ status: 'ready', readUpTo: 1, hasEarlier: false })
  })

  test('a change makes new objects of what changed and of nothing else', () => {
    const before = store.getState()
    store.setLog('c1', receive(store.model.logs.get('c1')!, [message(3)]))
    const after = store.getState()
    expect(after).not.toBe(before)
    expect(after.timelines.c1).not.toBe(before.timelines.c1)
    expect(after.conversations.items).not.toBe(before.conversations.items)
    expect(after.conversations.items[0]).toBe(before.conversations.items[0])
    expect(after.timelines.c1!.messages[0]).toBe(before.timelines.c1!.messages[0])

    store.model.typing = { c2: ['ben'] }
    store.emitChange()
    expect(store.getState().timelines).toBe(after.timelines)
    expect(store.getState().conversations).toBe(after.conversations)
  })

  test('without a change it is the same object', () => {
    expect(store.getState()).toBe(store.getState())
  })

  test('a hundred changes call a listener once', async () => {
    const listener = vi.fn()
    store.subscribe(listener)
    for (let i = 0; i < 100; i++) store.emitChange()
    await Promise.resolve()
    expect(listener).toHaveBeenCalledOnce()
  })

  test('no listener is called after it unsubscribed', async () => {
    const listener = vi.fn()
    store.subscribe(listener)()
    store.emitChange()
    await Promise.resolve()
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('one bubble per message', () => {
  const shown = () => {
    const { messages, pending } = store.getState().timelines.c1!
    return [...messages, ...pending].filter(({ client_id }) => client_id === 'mine').length
  }

  test('whether the event comes before the ack or after it', () => {
    store.model.pending = [pending()]
    store.emitChange()
    expect(shown()).toBe(1)
    const own = message(3, { sender_id: 'ada', client_id: 'mine' })
    store.setLog('c1', receive(store.model.logs.get('c1')!, [own]))
    expect(shown()).toBe(1)
    store.model.pending = []
    store.emitChange()
    expect(shown()).toBe(1)
  })

  test("another person's client_id hides no own message", () => {
    store.model.pending = [pending({ client_id: 'client-2' })]
    store.emitChange()
    expect(store.getState().timelines.c1?.pending).toHaveLength(1)
  })

  test('waiting messages are counted, failed ones are not', () => {
    store.model.pending = [
      pending(),
      pending({ client_id: 'b', state: { kind: 'sending' } }),
      pending({ client_id: 'c', state: { kind: 'failed', code: 'forbidden' } }),
      pending({ client_id: 'd', state: { kind: 'stale' } }),
    ]
    store.emitChange()
    expect(store.getState().waiting).toBe(2)
  })
})
