import { afterEach, describe, expect, test, vi } from 'vitest'
import type { History } from '../../../wire/requests/messages.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { applyChanges, newLog, receive, type ConversationLog } from '../log/conversation-log.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo, messages } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { createTimelines } from './timelines.ts'

afterEach(() => void vi.useRealTimers())

function setUp({ last = 120, known: isKnown = true } = {}) {
  const relay = fakeLink()
  const store = createStore(ada)
  const own = conversationUpTo(last)
  const [me, other] = own.participants
  const known = { ...own, participants: [{ ...me!, last_read_seq: 100 }, other!] }
  if (isKnown) store.setLog('c1', newLog(known))
  const call = vi.fn(async (_: string, path: string): Promise<unknown> => {
    const { searchParams: query } = new URL(path, 'http://x')
    const end = Math.max(last, store.model.logs.get('c1')?.conversation.last_seq ?? 0)
    if (query.has('after_seq')) {
      const from = Number(query.get('after_seq')) + 1
      const to = Math.min(end, from + 49)
      return { items: messages(from, to), has_more: to < end } satisfies History
    }
    const before = Number(query.get('before_seq') ?? end + 1)
    const from = Math.max(1, before - 50)
    return { items: messages(from, before - 1), has_more: from > 1 } satisfies History
  })
  const hooks = {
    noteOpened: vi.fn((): readonly string[] => []),
    fetch: vi.fn(async () => store.setLog('c1', newLog(known))),
    receipts: { readHere: () => 0, isKeptUnread: () => false },
  }
  const timelines = createTimelines(store, { link: relay.link, call: call as Api, ...hooks })
  const shown = () => store.getState().timelines.c1
  const seqs = () => shown()?.messages.map(({ seq }) => seq) ?? []
  const edit = (change: (log: ConversationLog) => ConversationLog) =>
    store.setLog('c1', change(store.model.logs.get('c1')!))
  const opened = async () => {
    timelines.open('c1')
    await vi.waitUntil(() => shown()?.status !== 'loading')
  }
  return { relay, store, call, hooks, timelines, shown, seqs, edit, opened }
}

describe('opening', () => {
  test.each([
    ['the end', 'toLatest'],
    ['a message', 'openAround'],
    ['another conversation', 'close'],
  ] as const)('a reader who goes to %s before the sync has ended stays there', async (_, go) => {
    const { timelines, store, call, edit, opened } = setUp({ last: 220 })
    await opened()
    edit((log) => ({ ...log, conversation: { ...log.conversation, unread: 120 } }))
    const opening = timelines.openUnread('c1')
    await timelines[go]('c1', 220)
    store.model.freshness = 'current'
    store.synced.emit()
    await opening
    expect(call).not.toHaveBeenCalledWith('GET', expect.stringContaining('around_seq'))
  })

  test('loads the newest page and remembers how far the person had read', async () => {
    const { timelines, shown, seqs, opened } = setUp()
    timelines.open('c1')
    expect(shown()).toMatchObject({ status: 'loading', readUpTo: 100 })
    timelines.close('c1')
    await opened()
    expect(seqs()).toEqual(messages(71, 120).map(({ seq }) => seq))
    expect(shown()?.hasEarlier).toBe(true)
  })

  test('reading on does not move the divider', async () => {
    const { shown, edit, opened } = setUp()
    await opened()
    edit((log) => {
      const [me, other] = log.conversation.participants
      const participants = [{ ...me!, last_read_seq: 120 }, other!]
      return { ...log, conversation: { ...log.conversation, participants } }
    })
    expect(shown()?.readUpTo).toBe(100)
  })

  test('loaded messages are shown at once, and the server is not asked', async () => {
    const { call, timelines, shown, opened } = setUp()
    await opened()
    timelines.close('c1')
    call.mockClear()
    timelines.open('c1')
    expect(shown()?.status).toBe('ready')
    expect(call).not.toHaveBeenCalled()
  })

  test('what is loaded can be drawn before the opening, and the opening makes no other timeline of it', async () => {
    const { store, timelines, shown, opened } = setUp()
    expect(store.beforeOpening('c1')).toBeUndefined()
    await opened()
    store.setLog('c2', newLog(conversationUpTo(1)))
    timelines.close('c1')
    timelines.open('c2')
    const before = store.beforeOpening('c1')
    expect(before).toMatchObject({ status: 'ready', readUpTo: 100 })
    timelines.close('c2')
    expect(shown()).toBeUndefined()
    timelines.open('c1')
    expect(shown()).toBe(before)
  })

  test('an unknown conversation is fetched first', async () => {
    const { hooks, seqs, opened } = setUp({ known: false })
    await opened()
    expect(hooks.fetch).toHaveBeenCalledExactlyOnceWith('c1')
    expect(seqs()).toHaveLength(50)
  })

  test('a conversation that this person may not see has failed', async () => {
    const { hooks, shown, opened } = setUp({ known: false })
    hooks.fetch.mockRejectedValueOnce(new RequestError('not_found', { status: 404 }))
    await opened()
    expect(shown()?.status).toBe('failed')
  })

  test('a page that did not come is asked for again with the next connection', async () => {
    const { store, call, shown, opened } = setUp()
    call.mockRejectedValueOnce(new RequestError('network'))
    await opened()
    expect(shown()?.status).toBe('failed')
    store.caughtUp.emit()
    await vi.waitUntil(() => shown()?.status === 'ready')
  })

  test('two views of one conversation close one after the other', async () => {
    const { timelines, shown, opened } = setUp()
    await opened()
    timelines.open('c1')
    timelines.close('c1')
    expect(shown()).toBeDefined()
    timelines.close('c1')
    expect(shown()).toBeUndefined()
  })

  test('the relay hears of opening and closing, and after a reconnect of what is open', async () => {
    const { relay, store, timelines, opened } = setUp()
    await opened()
    store.caughtUp.emit()
    timelines.close('c1')
    expect(relay.asked.map(({ event }) => event)).toEqual([
      'conversation:join',
      'conversation:join',
      'conversation:leave',
    ])
  })

  test.each([
    ['more than this tab has', 121, 1],
    ['what this tab has', 120, 0],
  ])('when the relay has %s, opening asks for the changes: %#', async (_, last_ver, times) => {
    const { relay, store, opened } = setUp()
    relay.on('conversation:join', () => ({ last_ver }))
    const syncs = vi.fn()
    store.syncRequested.subscribe(syncs)
    await opened()
    expect(syncs).toHaveBeenCalledTimes(times)
  })

  describe('a room', () => {
    function room() {
      const all = setUp()
      all.store.model.freshness = 'current'
      all.edit((log) => ({ ...log, conversation: { ...log.conversation, room: {} as never } }))
      const isCurrent = () => all.shown()?.freshness === 'current'
      return { ...all, isCurrent }
    }

    test('is current when what it missed was drawn', async () => {
      const { relay, store, edit, opened, shown, isCurrent } = room()
      relay.on('conversation:join', () => ({ last_ver: 121 }))
      const opening = opened()
      expect(shown()?.freshness).toBe('syncing')
      await opening
      await new Promise((task) => setTimeout(task))
      expect(isCurrent()).toBe(false)
      edit((log) => ({ ...log, ver: 121 }))
      store.logsChanged.emit(['c1'])
      expect(isCurrent()).toBe(false)
      await vi.waitFor(() => expect(isCurrent()).toBe(true))
    })

    test.each([
      ['missed nothing', () => ({ last_ver: 120 })],
      [
        'this person may not see',
        () => {
          throw new RequestError('not_found')
        },
      ],
    ])('that %s is current after the answer', async (_, answer) => {
      const { relay, opened, isCurrent } = room()
      relay.on('conversation:join', answer)
      await opened()
      await vi.waitFor(() => expect(isCurrent()).toBe(true))
    })

    test.each([
      ['network', null, 2_000],
      ['rate_limited', 5, 5_000],
    ] as const)('is joined again after %s', async (code, retryAfter, delay) => {
      vi.useFakeTimers()
      const { relay, timelines, isCurrent } = room()
      relay.on('conversation:join', () => {
        throw new RequestError(code, { retryAfter })
      })
      timelines.open('c1')
      await vi.advanceTimersByTimeAsync(delay - 1)
      expect(isCurrent()).toBe(false)
      relay.on('conversation:join', () => ({ last_ver: 120 }))
      await vi.advanceTimersByTimeAsync(2)
      expect(isCurrent()).toBe(true)
      expect(relay.asked).toHaveLength(2)
    })

    test('that was closed is not joined again', async () => {
      vi.useFakeTimers()
      const { relay, timelines } = room()
      relay.on('conversation:join', () => {
        throw new RequestError('network')
      })
      timelines.open('c1')
      await vi.advanceTimersByTimeAsync(0)
      timelines.close('c1')
      await vi.advanceTimersByTimeAsync(60_000)
      expect(relay.asked.map(({ event }) => event)).toEqual([
        'conversation:join',
        'conversation:leave',
      ])
    })
  })

  test('conversations that lose their place in the cache are unloaded, unless they are open', async () => {
    const { store, hooks, timelines, opened } = setUp()
    await opened()
    hooks.noteOpened.mockReturnValue(['c1'])
    store.setLog('c2', newLog(conversationUpTo(0, { id: 'c2' })))
    timelines.open('c2')
    expect(store.model.logs.get('c1')?.history.kind).toBe('loaded')
    timelines.close('c1')
    timelines.open('c3')
    expect(store.model.logs.get('c1')?.history.kind).toBe('none')
  })
})

describe('earlier pages', () => {
  test('are put in front, down to the beginning', async () => {
    const { timelines, shown, seqs, opened } = setUp()
    await opened()
    const loading = timelines.loadEarlier('c1')
    expect(shown()?.loadingEarlier).toBe(true)
    await loading
    expect(seqs()[0]).toBe(21)
    await timelines.loadEarlier('c1')
    expect(seqs()).toEqual(messages(1, 120).map(({ seq }) => seq))
    expect(shown()).toMatchObject({ hasEarlier: false, loadingEarlier: false })
  })

  test('asking twice asks once', async () => {
    const { call, timelines, opened } = setUp()
    await opened()
    call.mockClear()
    await Promise.all([timelines.loadEarlier('c1'), timelines.loadEarlier('c1')])
    expect(call).toHaveBeenCalledOnce()
  })

  test('a page that failed can be asked for again', async () => {
    const { call, timelines, shown, seqs, opened } = setUp()
    await opened()
    call.mockRejectedValueOnce(new RequestError('network'))
    await timelines.loadEarlier('c1')
    expect(shown()).toMatchObject({ hasEarlier: true, loadingEarlier: false })
    await timelines.loadEarlier('c1')
    expect(seqs()).toHaveLength(100)
  })
})

test('a way to the latest messages ends a jump that was on its way', async () => {
  const { call, timelines, seqs, opened } = setUp()
  await opened()
  let answer = (_: History) => {}
  const arrived = new Promise<History>((resolve) => (answer = resolve))
  call.mockReturnValueOnce(arrived)
  const jump = timelines.openAround('c1', 10)
  await vi.waitUntil(() => call.mock.calls.length === 2)
  await timelines.toLatest('c1')
  answer({ items: messages(1, 25), has_more: false, has_later: true })
  await jump
  expect(seqs().at(-1)).toBe(120)
})

describe('memory', () => {
  const watched = async () => {
    const all = setUp()
    await all.opened()
    let most = 0
    const arrive = (from: number, to: number, atOnce = 1) => {
      for (let seq = from; seq <= to; seq += atOnce) {
        all.edit((log) => receive(log, messages(seq, Math.min(to, seq + atOnce - 1))))
        all.store.logsChanged.emit(['c1'])
        most = Math.max(most, all.seqs().length)
      }
    }
    const page = async (load: 'loadEarlier' | 'loadLater') => {
      await all.timelines[load]('c1')
      most = Math.max(most, all.seqs().length)
    }
    return { ...all, arrive, page, most: () => most }
  }

  test('of 10,000 messages that come and are scrolled through there are never more than 400', async () => {
    const { timelines, arrive, page, shown, seqs, most } = await watched()
    arrive(121, 10_000, 8)
    expect(seqs().at(-1)).toBe(10_000)
    timelines.setFollowing('c1', false)
    while (shown()?.hasEarlier) await page('loadEarlier')
    expect(seqs()).toEqual(messages(1, 400).map(({ seq }) => seq))
    expect(shown()?.hasLater).toBe(true)
    while (shown()?.hasLater) await page('loadLater')
    expect(seqs().at(-1)).toBe(10_000)
    expect(most()).toBe(400)
  })

  test('a reader at the end stays there, however many unread messages come at once', async () => {
    const { arrive, seqs, shown } = await watched()
    arrive(121, 800, 150)
    expect(seqs().at(-1)).toBe(800)
    expect(shown()).toMatchObject({ hasEarlier: true, hasLater: false })
  })

  test('a reader further up loses no message that is on the screen', async () => {
    const { timelines, arrive, seqs, shown } = await watched()
    timelines.setFollowing('c1', false)
    arrive(121, 800)
    expect(seqs()).toEqual(messages(71, 470).map(({ seq }) => seq))
    expect(shown()?.hasLater).toBe(true)
  })

  test('a reader who read everything and then went up loses none either', async () => {
    const { timelines, arrive, page, seqs } = await watched()
    arrive(121, 720)
    timelines.setFollowing('c1', false)
    while (seqs().length <= 350) await page('loadEarlier')
    const [first] = seqs()
    arrive(721, 800)
    expect(seqs()[0]).toBe(first)
  })

  test('a closed conversation keeps its newest page, and not all that comes later', async () => {
    const { store, timelines, arrive } = await watched()
    arrive(121, 300)
    timelines.close('c1')
    const loaded = () => {
      const { history } = store.model.logs.get('c1')!
      return history.kind === 'loaded' ? history.messages.map(({ seq }) => seq) : history.kind
    }
    expect(loaded()).toEqual(messages(251, 300).map(({ seq }) => seq))
    arrive(301, 1_000)
    expect(loaded().length).toBeLessThanOrEqual(100)
    expect(loaded().at(-1)).toBe(1_000)
  })
})

test('a reset that comes before the page is not undone by the page', async () => {
  const { call, timelines, shown, seqs, edit } = setUp()
  let answer = (_: History) => {}
  const arrived = new Promise<History>((resolve) => (answer = resolve))
  call.mockReturnValueOnce(arrived)
  timelines.open('c1')
  await vi.waitUntil(() => call.mock.calls.length === 1)
  const restored = conversationUpTo(3)
  edit((log) =>
    applyChanges(log, {
      items: messages(1, 3),
      conversation: restored,
      last_ver: 3,
      reset: true,
    }),
  )
  answer({ items: messages(71, 120), has_more: true })
  await arrived
  expect(shown()?.status).toBe('ready')
  expect(seqs()).toEqual([1, 2, 3])
})

test('a person who is let back in while the conversation is on the screen reads it, and hears it live', async () => {
  const { relay, store, hooks, shown, seqs, opened } = setUp()
  relay.on('conversation:join', () => ({ last_ver: 120 }))
  await opened()
  hooks.fetch.mockRejectedValueOnce(new RequestError('not_found'))
  store.removeLogs(['c1'])
  await vi.waitUntil(() => shown()?.status === 'failed')
  const before = relay.askedFor('conversation:join').length
  store.setLog('c1', newLog(conversationUpTo(120)))
  await vi.waitUntil(() => shown()?.status === 'ready')
  expect(seqs()).toEqual(messages(71, 120).map(({ seq }) => seq))
  expect(relay.askedFor('conversation:join')).toHaveLength(before + 1)
})

describe('a long run of messages that have disappeared', () => {
  const end = '2026-01-01T00:00:00.000Z'
  const empty = { body: '', expires_at: end, deleted_at: end }
  /** All but the first messages have disappeared. */
  const disappeared = (from: number, { call }: ReturnType<typeof setUp>) => {
    const answer = call.getMockImplementation()!
    call.mockImplementation(async (method, path) => {
      const page = (await answer(method, path)) as History
      const items = page.items.map((one) => (one.seq < from ? one : { ...one, ...empty }))
      return { ...page, items }
    })
  }

  test('is passed when the conversation is opened', async () => {
    const here = setUp({ last: 200 })
    disappeared(60, here)
    await here.opened()
    await vi.waitFor(() => expect(here.seqs()[0]).toBe(51))
  })

  test('is passed by a few pages at a time', async () => {
    const here = setUp({ last: 600 })
    disappeared(1, here)
    await here.opened()
    await vi.waitUntil(() => here.shown()?.loadingEarlier === false && here.seqs()[0]! < 551)
    expect(here.call).toHaveBeenCalledTimes(7)
  })
})
