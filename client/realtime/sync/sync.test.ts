// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import type { SyncAnswer } from '../../../wire/sync.ts'
import { newLog } from '../log/conversation-log.ts'
import { loadPage, startLoading } from '../log/log-pages.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo, message, messages } from '../../testing/fixtures.ts'
import { RequestError } from '../../requests/request-error.ts'
import { createStore } from '../store/store.ts'
import { createSync } from './sync.ts'

let stop = () => {}
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const nothingNew = (epoch = 'e1'): SyncAnswer => ({ epoch, items: [], removed: [] })

function setUp() {
  const relay = fakeLink()
  const store = createStore(ada)
  const hooks = { fetchUnknown: vi.fn(), removed: vi.fn(), caughtUp: vi.fn() }
  store.logsRemoved.subscribe(hooks.removed)
  store.caughtUp.subscribe(hooks.caughtUp)
  const conversations = { listed: async () => {}, fetchUnknown: hooks.fetchUnknown }
  createSync(store, { link: relay.link, conversations })
  stop = () => store.stopped.emit({ forget: false })
  const connect = (epoch: string) =>
    store.connected.emit({
      session: { id: 's1', expires_in: 900 },
      user_id: 'ada',
      epoch,
      server_time: '2026-01-01T00:00:00.000Z',
      protocol: 1,
      marks: {},
    })
  const frame = (id: string, ...news: Message[]) =>
    relay.push('message:new', { conversation_id: id, messages: news })
  const load = (last: number) => {
    const page = { items: messages(1, last), has_more: false }
    store.setLog('c1', loadPage(startLoading(newLog(conversationUpTo(last))), page))
  }
  const loaded = () => {
    const log = store.model.logs.get('c1')
    return log?.history.kind === 'loaded' ? log.history.messages.map(({ seq }) => seq) : []
  }
  return { relay, store, hooks, connect, frame, load, loaded }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('with a new connection', () => {
  test('the sync sends the cursors, then tells that the core has caught up', async () => {
    const { relay, hooks, connect, load } = setUp()
    load(3)
    relay.on('sync', () => nothingNew())
    connect('e1')
    await settle()
    expect(relay.askedFor('sync')).toEqual([
      { epoch: 'e1', cursors: { c1: 3 }, receipts: { c1: 0 } },
    ])
    expect(hooks.caughtUp).toHaveBeenCalledOnce()
  })

  test('the logs are current one task after what the sync brought', async () => {
    const { relay, store, connect, load } = setUp()
    load(3)
    const synced = vi.fn()
    store.synced.subscribe(synced)
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    expect(store.model.freshness).toBe('stored')
    connect('e1')
    await settle()
    const before: unknown[] = []
    store.logsChanged.subscribe(() => {
      queueMicrotask(() => before.push(store.model.freshness))
    })
    expect(store.model.freshness).toBe('syncing')
    answer({
      ...nothingNew(),
      items: [
        { items: messages(4, 5), conversation: conversationUpTo(5), last_ver: 5, reset: false },
      ],
    })
    await settle()
    expect(before).toEqual(['syncing'])
    expect(store.model.freshness).toBe('current')
    expect(synced).toHaveBeenCalledOnce()
    store.disconnected.emit()
    expect(store.model.freshness).toBe('stored')
  })

  test('a connection that is lost right after the answer leaves them as they are stored', async () => {
    const { relay, store, connect, load } = setUp()
    load(3)
    relay.on('sync', () => nothingNew())
    store.caughtUp.subscribe(store.disconnected.emit)
    connect('e1')
    await settle()
    expect(store.model.freshness).toBe('stored')
  })

  test('frames wait for the answer, and a message that is in both is shown once', async () => {
    const { relay, connect, frame, load, loaded } = setUp()
    load(3)
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    connect('e1')
    await settle()
    frame('c1', message(5))
    frame('c1', message(6))
    expect(loaded()).toEqual([1, 2, 3])
    answer({
      ...nothingNew(),
      items: [
        { items: messages(4, 5), conversation: conversationUpTo(5), last_ver: 5, reset: false },
      ],
    })
    await settle()
    expect(loaded()).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('the sync goes on page by page until no change is left', async () => {
    const { relay, connect, load, loaded } = setUp()
    load(3)
    relay.on('sync', ({ cursors }) => {
      const from = cursors.c1! + 1
      const to = Math.min(from + 199, 450)
      return {
        ...nothingNew(),
        more: to < 450,
        items: [
          {
            items: messages(from, to),
            conversation: conversationUpTo(450),
            last_ver: 450,
            reset: false,
          },
        ],
      }
    })
    connect('e1')
    await settle()
    expect(relay.askedFor('sync').map(({ cursors }) => cursors.c1)).toEqual([3, 203, 403])
    expect(loaded()).toHaveLength(450)
  })

  test('an answer that says "more" and brings no change does not make a loop', async () => {
    const { relay, connect, load } = setUp()
    load(3)
    relay.on('sync', () => ({ ...nothingNew(), more: true }))
    connect('e1')
    await settle()
    expect(relay.askedFor('sync')).toHaveLength(1)
  })

  test('in another epoch a log that the server does not send again is dropped, whatever its cursor', async () => {
    const { relay, store, hooks, connect, load, loaded } = setUp()
    load(9)
    store.setLog('c2', newLog(conversationUpTo(4, { id: 'c2' })))
    store.model.epoch = 'e1'
    relay.on('sync', () => ({
      ...nothingNew('e2'),
      items: [
        { items: messages(1, 2), conversation: conversationUpTo(2), last_ver: 2, reset: true },
      ],
    }))
    connect('e2')
    await settle()
    expect(relay.askedFor('sync')[0]).toMatchObject({ epoch: 'e1', cursors: { c1: 9 } })
    expect(loaded()).toEqual([1, 2])
    expect(hooks.removed).toHaveBeenCalledWith(['c2'])
    expect(store.model.epoch).toBe('e2')
  })

  test.each([
    ['added again', { type: 'added', user_ids: ['ada'] }, 'ben', []],
    ['come back by a link', { type: 'joined' }, 'ada', []],
    ['stayed, while another came by a link', { type: 'joined' }, 'ben', [1, 2, 3, 9]],
  ] as const)(
    'of a person who was %s, only what they may read stays',
    async (_, event, by, stays) => {
      const { relay, connect, load, loaded } = setUp()
      load(3)
      const told = event.type === 'added' ? { ...event, user_ids: [...event.user_ids] } : event
      const line = message(9, { kind: 'system', body: '', sender_id: by, event: told })
      relay.on('sync', () => ({
        ...nothingNew(),
        items: [{ items: [line], conversation: conversationUpTo(9), last_ver: 9, reset: false }],
      }))
      connect('e1')
      await settle()
      expect(loaded()).toEqual(stays)
    },
  )

  test('a frame of the new epoch that comes before the answer is not lost with the old log', async () => {
    const { relay, store, connect, frame, load, loaded } = setUp()
    load(3)
    store.model.epoch = 'e1'
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    connect('e2')
    await settle()
    frame('c1', message(4))
    const reset = {
      items: messages(1, 3),
      conversation: conversationUpTo(3),
      last_ver: 3,
      reset: true,
    }
    answer({ ...nothingNew('e2'), items: [reset] })
    await settle()
    expect(loaded()).toEqual([1, 2, 3, 4])
  })

  test('a refused sync is tried again when the relay says, and what waits may be sent meanwhile', async () => {
    const { relay, store, hooks, connect, load } = setUp()
    load(1)
    relay.on('sync', () => {
      throw new RequestError('rate_limited', { retryAfter: 7 })
    })
    connect('e1')
    await settle()
    expect(hooks.caughtUp).toHaveBeenCalledOnce()
    expect(store.model.freshness).toBe('syncing')
    store.syncRequested.emit()
    await vi.advanceTimersByTimeAsync(6_999)
    expect(relay.askedFor('sync')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(relay.askedFor('sync')).toHaveLength(2)
  })

  test('an overflow of buffered frames makes the sync run again', async () => {
    const { relay, connect, frame, load } = setUp()
    load(1)
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    connect('e1')
    await settle()
    for (const one of messages(2, 1_100)) frame('c1', one)
    answer(nothingNew())
    await settle()
    expect(relay.askedFor('sync')).toHaveLength(2)
  })
})

describe('while connected', () => {
  async function connected() {
    const all = setUp()
    all.load(3)
    all.relay.on('sync', () => nothingNew())
    all.connect('e1')
    await settle()
    all.relay.asked.length = 0
    return all
  }

  test('a gap that closes by itself asks for nothing', async () => {
    const { relay, frame, loaded } = await connected()
    frame('c1', message(5))
    await vi.advanceTimersByTimeAsync(400)
    frame('c1', message(4))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(loaded()).toEqual([1, 2, 3, 4, 5])
    expect(relay.askedFor('sync')).toHaveLength(0)
  })

  test('a gap that stays is synced after half a second', async () => {
    const { relay, frame } = await connected()
    frame('c1', message(5))
    await vi.advanceTimersByTimeAsync(499)
    expect(relay.askedFor('sync')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(relay.askedFor('sync')).toHaveLength(1)
  })

  test('gaps that close one after another ask for nothing, and one among them that stays is synced', async () => {
    const { relay, frame } = await connected()
    frame('c1', message(5))
    for (const seq of [4, 6, 8]) {
      await vi.advanceTimersByTimeAsync(200)
      if (seq > 4) frame('c1', message(seq + 1))
      await vi.advanceTimersByTimeAsync(200)
      frame('c1', message(seq + 3))
      frame('c1', message(seq))
    }
    expect(relay.askedFor('sync')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(relay.askedFor('sync')).toHaveLength(1)
  })

  test('a frame of an unknown conversation makes the core fetch it', async () => {
    const { hooks, frame } = await connected()
    frame('c7', message(1))
    expect(hooks.fetchUnknown).toHaveBeenCalledExactlyOnceWith('c7')
  })

  test('the sync runs every 30 seconds, and when the person comes back to the page', async () => {
    const { relay } = await connected()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(relay.askedFor('sync')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5_000)
    window.dispatchEvent(new Event('focus'))
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(relay.askedFor('sync')).toHaveLength(2)
  })

  test('a person who comes back sees what this browser stored, until the server has answered', async () => {
    const { relay, store } = await connected()
    await vi.advanceTimersByTimeAsync(5_000)
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    expect(store.model.freshness).toBe('current')
    window.dispatchEvent(new Event('focus'))
    await settle()
    expect(store.model.freshness).toBe('syncing')
    answer(nothingNew())
    await settle()
    expect(store.model.freshness).toBe('current')
  })

  test('a conversation that the server no longer shows is removed', async () => {
    const { relay, store, hooks } = await connected()
    relay.on('sync', () => ({ ...nothingNew(), removed: ['c1'] }))
    store.syncRequested.emit()
    await settle()
    expect(hooks.removed).toHaveBeenCalledWith(['c1'])
  })
})
