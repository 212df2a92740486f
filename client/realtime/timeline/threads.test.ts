import { beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { newLog } from '../log/conversation-log.ts'
import { ada, conversationUpTo, message } from '../../testing/fixtures.ts'
import { createStore, type Store } from '../store/store.ts'
import { createThreads } from './threads.ts'

const root = message(1, { thread: { count: 2, last_at: message(5).created_at } })
const reply = (seq: number, change: Partial<Message> = {}) =>
  message(seq, { thread_root: 'm1', ...change })

let store: Store
beforeEach(() => {
  store = createStore(ada)
})

function setUp() {
  const call = vi.fn(async (_: string, path: string): Promise<unknown> => {
    if (path === '/api/messages/m1') return root
    if (path.includes('before_seq=4')) return { items: [reply(2), reply(3)], has_more: false }
    return { items: [reply(4), reply(5)], has_more: true }
  })
  const threads = createThreads(store, call as Api)
  const shown = () => store.getState().threads.m1
  const seqs = () => shown()?.messages.map(({ seq }) => seq)
  const opened = async () => {
    threads.open('c1', 'm1')
    await vi.waitUntil(() => shown()?.status !== 'loading')
  }
  return { call, threads, shown, seqs, opened }
}

test('a thread opens with its root first, and with earlier replies when asked', async () => {
  const { threads, shown, seqs, opened } = setUp()
  await opened()
  expect(seqs()).toEqual([1, 4, 5])
  expect(shown()?.hasEarlier).toBe(true)
  await threads.loadEarlier('m1')
  expect(seqs()).toEqual([1, 2, 3, 4, 5])
  expect(shown()).toMatchObject({ hasEarlier: false, loadingEarlier: false })
})

test('incoming replies find their places in any order, and older states are dropped', async () => {
  const { shown, seqs, opened } = setUp()
  await opened()
  store.messagesReceived.emit([reply(9, { ver: 20, body: 'later' }), reply(7), message(8)])
  store.messagesReceived.emit([
    reply(9, { ver: 10, body: 'before' }),
    { ...root, ver: 21, body: 'edited' },
  ])
  expect(seqs()).toEqual([1, 4, 5, 7, 9])
  expect(shown()?.messages.map(({ body }) => body)).toContain('later')
  expect(shown()?.messages[0]?.body).toBe('edited')
})

test('an edit of a reply that is not loaded leaves no hole', async () => {
  const { threads, seqs, opened } = setUp()
  await opened()
  store.messagesReceived.emit([reply(2, { ver: 20, body: 'edited' })])
  expect(seqs()).toEqual([1, 4, 5])
  await threads.loadEarlier('m1')
  expect(seqs()).toEqual([1, 2, 3, 4, 5])
})

test('a page that was asked for before a reset is dropped', async () => {
  const { call, threads, shown, seqs } = setUp()
  let answerNow = (_: unknown) => {}
  const late = new Promise<unknown>((resolve) => (answerNow = resolve))
  call.mockResolvedValueOnce(root).mockReturnValueOnce(late)
  threads.open('c1', 'm1')
  store.logsReset.emit(['c1'])
  await vi.waitUntil(() => shown()?.status === 'ready')
  answerNow({ items: [reply(2)], has_more: false })
  await late
  expect(seqs()).toEqual([1, 4, 5])
})

test('a change that came before the page is not undone by the page', async () => {
  const { threads, shown } = setUp()
  threads.open('c1', 'm1')
  store.messagesReceived.emit([reply(5, { ver: 9, body: 'edited' })])
  await vi.waitUntil(() => shown()?.status === 'ready')
  expect(shown()?.messages.at(-1)?.body).toBe('edited')
})

test('a person who joined later sees the replies without the root', async () => {
  const { call, shown, seqs, opened } = setUp()
  call.mockRejectedValueOnce(new RequestError('not_found', { status: 404 }))
  await opened()
  expect(shown()?.status).toBe('ready')
  expect(seqs()).toEqual([4, 5])
})

test('a thread that failed to load is tried again with the next connection', async () => {
  const { call, shown, opened } = setUp()
  call.mockRejectedValueOnce(new RequestError('network'))
  await opened()
  expect(shown()?.status).toBe('failed')
  store.caughtUp.emit()
  await vi.waitUntil(() => shown()?.status === 'ready')
})

test('a thread is loaded again when its person is let back into the conversation', async () => {
  const { call, shown, opened } = setUp()
  store.setLog('c1', newLog(conversationUpTo(5)))
  await opened()
  const answer = call.getMockImplementation()!
  call.mockRejectedValue(new RequestError('not_found'))
  store.removeLogs(['c1'])
  await vi.waitUntil(() => shown()?.status === 'failed')
  call.mockImplementation(answer)
  store.setLog('c1', newLog(conversationUpTo(5)))
  await vi.waitUntil(() => shown()?.status === 'ready')
  expect(shown()?.messages.map(({ seq }) => seq)).toEqual([1, 4, 5])
})

test('two panels of one thread close one after the other', async () => {
  const { threads, shown, opened } = setUp()
  await opened()
  threads.open('c1', 'm1')
  threads.close('m1')
  expect(shown()).toBeDefined()
  threads.close('m1')
  expect(shown()).toBeUndefined()
})

test('a pending reply is shown in its thread and not in the timeline', async () => {
  const { shown, opened } = setUp()
  await opened()
  store.model.views.set('c1', {
    readUpTo: 1,
    loadingEarlier: false,
    loadingLater: false,
    failed: false,
    following: true,
  })
  store.model.pending = [
    {
      client_id: 'mine',
      conversation_id: 'c1',
      body: 'mine',
      reply_to: null,
      thread_root: 'm1',
      written_at: '2026-01-01T00:00:00.000Z',
      state: { kind: 'waiting' },
    },
  ]
  store.emitChange()
  expect(shown()?.pending).toHaveLength(1)
  expect(store.getState().timelines.c1?.pending).toHaveLength(0)
})
