// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SyncAnswer } from '../../../wire/sync.ts'
import { newLog } from '../log/conversation-log.ts'
import { loadPage, startLoading } from '../log/log-pages.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversation, message, messages } from '../../testing/fixtures.ts'
import { RequestError } from '../../requests/request-error.ts'
import { createStore } from '../store/store.ts'
import { createSync, type Sync } from './sync.ts'

let sync: Sync | undefined
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  sync?.stop()
  vi.useRealTimers()
})

const nothingNew = (epoch = 'e1'): SyncAnswer => ({ epoch, items: [], removed: [] })

function setUp() {
  const relay = fakeLink()
  const state = createStore(ada)
  const hooks = {
    listed: async () => {},
    fetch: vi.fn(),
    changed: vi.fn(),
    removed: vi.fn((ids: readonly string[]) => ids.forEach((id) => state.model.logs.delete(id))),
    received: vi.fn(),
    missed: vi.fn(),
    reset: vi.fn(),
    caughtUp: vi.fn(),
  }
  sync = createSync(state, relay.link, hooks)
  const hold = (last: number) => {
    const page = { items: messages(1, last), has_more: false }
    state.setLog('c1', loadPage(startLoading(newLog(conversation(last))), page))
  }
  const held = () => {
    const log = state.model.logs.get('c1')
    return log?.part.kind === 'loaded' ? log.part.messages.map(({ seq }) => seq) : []
  }
  return { relay, state, hooks, hold, held }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('with a new connection', () => {
  test('it sends what it holds, then lets go what waits', async () => {
    const { relay, hooks, hold } = setUp()
    hold(3)
    relay.on('sync', () => nothingNew())
    sync!.onOpen('e1')
    await settle()
    expect(relay.askedFor('sync')).toEqual([
      { epoch: 'e1', cursors: { c1: 3 }, receipts: { c1: 0 } },
    ])
    expect(hooks.caughtUp).toHaveBeenCalledOnce()
  })

  test('frames wait for the answer, and one that is in both is shown once', async () => {
    const { relay, hold, held } = setUp()
    hold(3)
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    sync!.onOpen('e1')
    await settle()
    sync!.onFrame({ id: 'c1', messages: [message(5)] })
    sync!.onFrame({ id: 'c1', messages: [message(6)] })
    expect(held()).toEqual([1, 2, 3])
    answer({
      ...nothingNew(),
      items: [{ items: messages(4, 5), conversation: conversation(5), last_ver: 5, reset: false }],
    })
    await settle()
    expect(held()).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('it goes on page by page until nothing is left', async () => {
    const { relay, hold, held } = setUp()
    hold(3)
    relay.on('sync', ({ cursors }) => {
      const from = cursors.c1! + 1
      const to = Math.min(from + 199, 450)
      return {
        ...nothingNew(),
        more: to < 450,
        items: [
          {
            items: messages(from, to),
            conversation: conversation(450),
            last_ver: 450,
            reset: false,
          },
        ],
      }
    })
    sync!.onOpen('e1')
    await settle()
    expect(relay.askedFor('sync').map(({ cursors }) => cursors.c1)).toEqual([3, 203, 403])
    expect(held()).toHaveLength(450)
  })

  test('an answer that says "more" and brings nothing does not make it loop', async () => {
    const { relay, hold } = setUp()
    hold(3)
    relay.on('sync', () => ({ ...nothingNew(), more: true }))
    sync!.onOpen('e1')
    await settle()
    expect(relay.askedFor('sync')).toHaveLength(1)
  })

  test('another epoch: what the server does not tell anew is dropped, higher cursor or not', async () => {
    const { relay, state, hooks, hold, held } = setUp()
    hold(9)
    state.setLog('c2', newLog(conversation(4, { id: 'c2' })))
    state.model.epoch = 'e1'
    relay.on('sync', () => ({
      ...nothingNew('e2'),
      items: [{ items: messages(1, 2), conversation: conversation(2), last_ver: 2, reset: true }],
    }))
    sync!.onOpen('e2')
    await settle()
    expect(relay.askedFor('sync')[0]).toMatchObject({ epoch: 'e1', cursors: { c1: 9 } })
    expect(held()).toEqual([1, 2])
    expect(hooks.removed).toHaveBeenCalledWith(['c2'])
    expect(state.model.epoch).toBe('e2')
  })

  test('a frame of the new epoch that comes before the answer is not lost with the old log', async () => {
    const { relay, state, hold, held } = setUp()
    hold(3)
    state.model.epoch = 'e1'
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    sync!.onOpen('e2')
    await settle()
    sync!.onFrame({ id: 'c1', messages: [message(4)] })
    const reset = { items: messages(1, 3), conversation: conversation(3), last_ver: 3, reset: true }
    answer({ ...nothingNew('e2'), items: [reset] })
    await settle()
    expect(held()).toEqual([1, 2, 3, 4])
  })

  test('a refusal is tried again when the relay says, and what waits is let go meanwhile', async () => {
    const { relay, hooks, hold } = setUp()
    hold(1)
    relay.on('sync', () => {
      throw new RequestError('rate_limited', { retryAfter: 7 })
    })
    sync!.onOpen('e1')
    await settle()
    expect(hooks.caughtUp).toHaveBeenCalledOnce()
    sync!.sync()
    await vi.advanceTimersByTimeAsync(6_999)
    expect(relay.askedFor('sync')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(relay.askedFor('sync')).toHaveLength(2)
  })

  test('more frames than it keeps while it syncs make it sync again', async () => {
    const { relay, hold } = setUp()
    hold(1)
    let answer = (_: SyncAnswer) => {}
    relay.on('sync', () => new Promise((resolve) => (answer = resolve)))
    sync!.onOpen('e1')
    await settle()
    for (const one of messages(2, 1_100)) sync!.onFrame({ id: 'c1', messages: [one] })
    answer(nothingNew())
    await settle()
    expect(relay.askedFor('sync')).toHaveLength(2)
  })
})

describe('while connected', () => {
  async function connected() {
    const all = setUp()
    all.hold(3)
    all.relay.on('sync', () => nothingNew())
    sync!.onOpen('e1')
    await settle()
    all.relay.asked.length = 0
    return all
  }

  test('a gap that closes by itself asks for nothing', async () => {
    const { relay, held } = await connected()
    sync!.onFrame({ id: 'c1', messages: [message(5)] })
    await vi.advanceTimersByTimeAsync(400)
    sync!.onFrame({ id: 'c1', messages: [message(4)] })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(held()).toEqual([1, 2, 3, 4, 5])
    expect(relay.askedFor('sync')).toHaveLength(0)
  })

  test('one that does not is synced after half a second', async () => {
    const { relay } = await connected()
    sync!.onFrame({ id: 'c1', messages: [message(5)] })
    await vi.advanceTimersByTimeAsync(499)
    expect(relay.askedFor('sync')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(relay.askedFor('sync')).toHaveLength(1)
  })

  test('a frame of an unknown conversation has it fetched', async () => {
    const { hooks } = await connected()
    sync!.onFrame({ id: 'c7', messages: [message(1)] })
    expect(hooks.fetch).toHaveBeenCalledExactlyOnceWith('c7')
  })

  test('it looks every 30 seconds, and when the page is looked at again', async () => {
    const { relay } = await connected()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(relay.askedFor('sync')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5_000)
    window.dispatchEvent(new Event('focus'))
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(relay.askedFor('sync')).toHaveLength(2)
  })

  test('what the server no longer shows is removed', async () => {
    const { relay, hooks } = await connected()
    relay.on('sync', () => ({ ...nothingNew(), removed: ['c1'] }))
    sync!.sync()
    await settle()
    expect(hooks.removed).toHaveBeenCalledWith(['c1'])
  })
})
