// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Message } from '../../wire/messages.ts'
import { forgetPeople } from '../browser/personal-stores.ts'
import { RequestError } from '../requests/request-error.ts'
import type { Api } from '../requests/http.ts'
import type { SessionController, SessionState } from '../session/model.ts'
import { fakeWire } from '../testing/fake-socket.ts'
import { ada, conversationUpTo, message, messages } from '../testing/fixtures.ts'
import { createMessenger, type Messenger } from './messenger.ts'

const running: Messenger[] = []
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  localStorage.clear()
})
afterEach(async () => {
  for (const messenger of running.splice(0)) await messenger.stop()
  vi.unstubAllGlobals()
})

/** The relay as one client sees it. It has one conversation with Ben, and more if the test adds them. */
function setUp({ last = 3 } = {}) {
  const relay = fakeWire()
  const server = { log: messages(1, last), conversations: [conversationUpTo(last)] }
  relay.on('sync', () => ({ epoch: 'e1', items: [], removed: [] }))
  relay.on('presence:watch', () => ({ people: [] }))
  relay.on('message:delivered', ({ conversation_id, seq }) => ({
    conversation_id,
    user_id: 'ada',
    last_read_seq: 0,
    last_delivered_seq: seq,
    receipts_ver: 1,
    last_ver: server.log.length,
    own_ver: 0,
    marked_unread: false,
    unread: seq,
    mentions: 0,
  }))
  relay.on('message:send', ({ client_id, body }) => {
    const seq = server.log.length + 1
    const one = message(seq, { client_id, body, sender_id: 'ada' })
    server.log.push(one)
    return one
  })
  const call = vi.fn(async (method: string, path: string): Promise<unknown> => {
    if (path === '/api/conversations' && method === 'POST') return conversationUpTo(0, { id: 'c9' })
    if (path === '/api/conversations') return { items: server.conversations, next_cursor: null }
    if (path.includes('/messages')) return { items: [...server.log], has_more: false }
    const found = server.conversations.find(({ id }) => path === `/api/conversations/${id}`)
    if (found === undefined) throw new RequestError('not_found', { status: 404 })
    return found
  })
  const session = {
    recover: vi.fn(async () => false),
    refused: vi.fn(),
    ended: vi.fn(async () => false),
    otherPerson: vi.fn(),
    getState: () => ({ kind: 'ready' }) as SessionState,
    subscribe: () => () => undefined,
  }
  const messenger = createMessenger({
    user: ada,
    session: session as unknown as SessionController,
    call: call as Api,
    wire: relay.wire,
  })
  running.push(messenger)
  const connect = async () => {
    messenger.start()
    await vi.waitUntil(() => relay.opened() === 1)
    relay.establish()
    await vi.waitUntil(() => relay.askedFor('presence:watch').length > 0)
  }
  const open = async () => {
    messenger.timeline.open('c1')
    await vi.waitUntil(() => timeline()?.status === 'ready')
  }
  const timeline = () => messenger.getState().timelines.c1
  const push = (...news: Message[]) => {
    server.log.push(...news)
    relay.push('message:new', { conversation_id: 'c1', messages: news })
  }
  return { relay, server, call, session, messenger, connect, open, timeline, push }
}

const bodies = (timeline: { messages: readonly Message[] } | undefined) =>
  timeline?.messages.map(({ body }) => body)

test('the socket opens with the start, not with the making', async () => {
  const { relay, messenger, connect } = setUp()
  await Promise.resolve()
  expect(relay.opened()).toBe(0)
  expect(messenger.getState().connection.kind).toBe('connecting')
  await connect()
  expect(messenger.getState().connection).toEqual({ kind: 'online' })
  expect(messenger.getState().conversations).toMatchObject({ status: 'ready', hasMore: false })
})

test("a message arrives: the timeline grows, the typist stops, the count is the server's", async () => {
  const { relay, messenger, connect, open, timeline, push } = setUp()
  await connect()
  await open()
  relay.push('typing:start', { conversation_id: 'c1', user_id: 'ben' })
  expect(messenger.getState().typing).toEqual({ c1: ['ben'] })
  push(message(4), message(5))
  expect(bodies(timeline())).toEqual([1, 2, 3, 4, 5].map((n) => `message ${n}`))
  expect(messenger.getState().typing).toEqual({})
  await vi.waitUntil(() => messenger.getState().conversations.items[0]?.unread === 5)
})

test('a message sent is pending, then stored, and never both', async () => {
  const { messenger, connect, open, timeline } = setUp()
  await connect()
  await open()
  const sent = messenger.outbox.send('c1', 'hello')
  expect(timeline()?.pending.map(({ body }) => body)).toEqual(['hello'])
  const seen: number[] = []
  messenger.subscribe(() => {
    const { messages, pending } = timeline()!
    seen.push([...messages, ...pending].filter(({ body }) => body === 'hello').length)
  })
  await sent
  await vi.waitUntil(
    () => bodies(timeline())?.includes('hello') && timeline()?.pending.length === 0,
  )
  expect(new Set(seen)).toEqual(new Set([1]))
})

test('a message that is confirmed after a gap stays on the screen until the gap is filled', async () => {
  const { relay, server, messenger, connect, open, timeline } = setUp()
  await connect()
  await open()
  // Ben's message is stored, but its frame was lost.
  server.log.push(message(4))
  let answer = () => {}
  relay.on('sync', () => {
    const items = server.log.slice(3)
    const item = { items, conversation: conversationUpTo(5), last_ver: 5, reset: false }
    return new Promise((resolve) => {
      answer = () => resolve({ epoch: 'e1', items: [item], removed: [] })
    })
  })
  await messenger.outbox.send('c1', 'mine')
  await vi.waitUntil(() => messenger.getState().waiting === 0)
  expect(timeline()?.pending.map(({ body }) => body)).toEqual(['mine'])
  answer()
  await vi.waitUntil(() => timeline()?.pending.length === 0)
  expect(bodies(timeline())?.slice(-2)).toEqual(['message 4', 'mine'])
})

test('a message written offline is sent after the next sync', async () => {
  const { relay, messenger, connect } = setUp()
  await connect()
  relay.drop()
  expect(messenger.getState().connection.kind).toBe('offline')
  await messenger.outbox.send('c1', 'later')
  expect(messenger.getState().waiting).toBe(1)
  expect(relay.askedFor('message:send')).toHaveLength(0)
  await vi.waitUntil(() => relay.opened() === 2)
  relay.establish()
  await vi.waitUntil(() => messenger.getState().waiting === 0)
  const events = relay.asked.map(({ event }) => event)
  expect(events.lastIndexOf('sync')).toBeLessThan(events.indexOf('message:send'))
})

describe('conversations', () => {
  test('a new conversation is shown at once, a changed one is fetched, a removed one disappears', async () => {
    const { relay, server, messenger, connect } = setUp()
    await connect()
    const ids = () => messenger.getState().conversations.items.map(({ id }) => id)
    const second = conversationUpTo(0, { id: 'c2' })
    server.conversations.push(second)
    relay.push('conversation:new', { conversation: second })
    expect(ids()).toEqual(['c1', 'c2'])
    server.conversations[1] = { ...second, title: 'renamed' }
    relay.push('conversation:changed', { conversation_id: 'c2' })
    await vi.waitUntil(() =>
      messenger.getState().conversations.items.some(({ title }) => title === 'renamed'),
    )
    server.conversations.pop()
    relay.push('conversation:changed', { conversation_id: 'c2' })
    await vi.waitUntil(() => ids().length === 1)
  })

  test('being added to a group notifies', async () => {
    const { relay, server, messenger, connect } = setUp()
    await connect()
    const told: string[] = []
    messenger.notifications.subscribe(({ conversation: { id } }) => told.push(id))
    const event = { type: 'added' as const, user_ids: ['ada'] }
    const last_message = message(1, { conversation_id: 'c2', kind: 'system', body: '', event })
    const group = conversationUpTo(1, { id: 'c2', kind: 'GROUP', last_message })
    server.conversations.push(group)
    relay.push('conversation:new', { conversation: group })
    await vi.waitUntil(() => told.length > 0)
    expect(told).toEqual(['c2'])
  })

  test('a conversation that this person started is in the list at once', async () => {
    const { call, messenger, connect } = setUp()
    await connect()
    const made = await messenger.conversations.startDirect({ userId: 'ben' })
    expect(call.mock.lastCall).toEqual([
      'POST',
      '/api/conversations',
      { kind: 'DIRECT', participant_ids: ['ben'] },
      { 'x-parley-person': 'ada' },
    ])
    expect(messenger.getState().conversations.items).toContain(made)
  })

  test('a list that did not come has failed, and comes with the connection', async () => {
    const { relay, call, messenger } = setUp()
    call.mockRejectedValueOnce(new RequestError('network'))
    messenger.start()
    await vi.waitUntil(() => messenger.getState().conversations.status === 'failed')
    await vi.waitUntil(() => relay.opened() === 1)
    relay.establish()
    await vi.waitUntil(() => messenger.getState().conversations.items.length === 1)
    expect(messenger.getState().conversations.status).toBe('ready')
  })
})

test('in a browser of another person by now it sends nothing, and keeps what was written', async () => {
  const { relay, call, session, messenger } = setUp()
  relay.on('message:send', () => {
    throw new Error('it was sent')
  })
  messenger.start()
  await vi.waitUntil(() => relay.opened() === 1)
  await messenger.outbox.send('c1', 'of Ada')
  messenger.drafts.save('c1', 'of Ada, too')
  relay.establish('e1', 1, 'ben')
  call.mockRejectedValue(new RequestError('other_person', { status: 403 }))
  window.dispatchEvent(new Event('pagehide'))
  expect(session.otherPerson).toHaveBeenCalledWith('ada')
  await messenger.stop()

  const again = setUp()
  await again.connect()
  await vi.waitUntil(() => again.server.log.at(-1)?.body === 'of Ada')
  expect(again.messenger.drafts.get('c1')).toBe('of Ada, too')
  for (const [, , , headers] of [...call.mock.calls, ...again.call.mock.calls] as unknown[][]) {
    expect(headers).toEqual({ 'x-parley-person': 'ada' })
  }
})

describe('the next visit', () => {
  test('shows what this browser stored before the server answers', async () => {
    const first = setUp()
    await first.connect()
    await first.open()
    await vi.waitUntil(
      async () => {
        const found = await new Promise<IDBOpenDBRequest>((resolve) => {
          const request = indexedDB.open('parley-ada')
          request.addEventListener('success', () => resolve(request))
        })
        return new Promise<boolean>((resolve) => {
          const count = found.result.transaction('pages').objectStore('pages').count()
          count.addEventListener('success', () => {
            found.result.close()
            resolve(count.result === 1)
          })
        })
      },
      { timeout: 4_000 },
    )
    await first.messenger.stop()

    const again = setUp()
    again.call.mockImplementation(() => new Promise(() => undefined))
    again.messenger.start()
    await vi.waitUntil(() => again.messenger.getState().conversations.items.length === 1)
    again.messenger.timeline.open('c1')
    expect(again.timeline()?.status).toBe('ready')
    expect(bodies(again.timeline())).toHaveLength(3)
  })

  test('after a log-out finds nothing', async () => {
    const { messenger, connect } = setUp()
    await connect()
    messenger.drafts.save('c1', 'secret')
    await messenger.stop({ forget: true })
    running.length = 0
    await forgetPeople(() => false)
    expect(await indexedDB.databases()).toEqual([])
    expect(localStorage).toHaveLength(0)
  })
})

test('a search of one letter does not ask the server', async () => {
  const { call, messenger } = setUp()
  expect(await messenger.people.search(' a ')).toEqual([])
  expect(call).not.toHaveBeenCalled()
})
