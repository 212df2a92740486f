import { describe, expect, test, vi } from 'vitest'
import type { OwnSettings } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import { createNotifications, type IncomingMessage } from './notifications.ts'
import { newLog } from '../log/conversation-log.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo, message } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'

function setUp(me: Partial<OwnSettings> = {}) {
  const store = createStore(ada)
  const known = conversationUpTo(3)
  store.setLog('c1', newLog({ ...known, me: { ...known.me, ...me } }))
  const hooks = {
    isBlocked: vi.fn((userId: string) => userId === 'mallory'),
    isLookedAt: vi.fn(async () => false),
    isLeader: vi.fn(() => true),
  }
  const relay = fakeLink()
  const notifications = createNotifications(store, { link: relay.link, ...hooks })
  const told: IncomingMessage[] = []
  notifications.subscribe((incoming) => told.push(incoming))
  const receive = (incoming: readonly Message[]) =>
    relay.push('message:new', { conversation_id: 'c1', messages: incoming })
  /** A notification comes a moment later, because the other tabs are asked first. */
  const seqs = async () => {
    await new Promise((resolve) => setTimeout(resolve))
    return told.map(({ message: { seq } }) => seq)
  }
  return { relay, store, hooks, receive, told, seqs }
}

const established = (server_time: string) => ({
  session: { id: 's1', expires_in: 900 },
  user_id: 'ada',
  epoch: 'e1',
  server_time,
  protocol: 1,
  marks: {},
})

const naming = (seq: number) => message(seq, { mentions: ['ada'] })

test('a new message of another person notifies once, however often its frame comes', async () => {
  const { store, receive, seqs } = setUp()
  receive([message(4), message(5)])
  receive([message(5)])
  store.messagesMissed.emit({
    lastSeq: 3,
    messages: [message(4, { created_at: new Date().toISOString() })],
  })
  expect(await seqs()).toEqual([4, 5])
})

test.each<[string, Partial<Message>]>([
  ['of this person', { sender_id: 'ada' }],
  ['a system line', { kind: 'system', event: { type: 'left' } }],
  ['from a blocked person', { sender_id: 'mallory' }],
  ['from a deleted account', { sender_id: null }],
  ['deleted already', { deleted_at: '2026-01-01T00:00:00.000Z' }],
  ['the root of a thread', { thread: { count: 1, last_at: '2026-01-01T00:00:00.000Z' } }],
])('%s is not told', async (_, change) => {
  const { receive, seqs } = setUp()
  receive([message(4, change)])
  expect(await seqs()).toEqual([])
})

test.each<[Partial<OwnSettings>, number[]]>([
  [{ notify: 'all' }, [4, 5]],
  [{ notify: 'mentions' }, [5]],
  [{ notify: 'none' }, []],
  [{ muted: true }, []],
])('with %o is told %o', async (me, expected) => {
  const { receive, seqs } = setUp(me)
  receive([message(4), naming(5)])
  expect(await seqs()).toEqual(expected)
})

test('a conversation that some tab shows notifies in none, and the leader notifies for all', async () => {
  const looked = setUp()
  looked.hooks.isLookedAt.mockResolvedValue(true)
  looked.receive([message(4)])
  expect(await looked.seqs()).toEqual([])

  const silent = setUp()
  silent.hooks.isLeader.mockReturnValue(false)
  silent.receive([message(4)])
  expect(await silent.seqs()).toEqual([])
  // This tab becomes the leader. It does not repeat what another tab notified of.
  silent.hooks.isLeader.mockReturnValue(true)
  silent.receive([message(4), message(5)])
  expect(await silent.seqs()).toEqual([5])
})

test('the first message of a conversation waits until the conversation is loaded', async () => {
  const { store, receive, seqs } = setUp()
  receive([message(1, { conversation_id: 'c2' })])
  expect(await seqs()).toEqual([])
  store.setLog('c2', newLog(conversationUpTo(1, { id: 'c2' })))
  store.logsChanged.emit(['c2'])
  expect(await seqs()).toEqual([1])
})

test("missed messages notify if they are of the last minute by the server's clock", async () => {
  const { store, seqs } = setUp()
  const hour = 60 * 60 * 1000
  store.connected.emit(established(new Date(Date.now() + hour).toISOString()))
  const at = (seconds: number) => new Date(Date.now() + hour - seconds * 1000).toISOString()
  store.messagesMissed.emit({
    lastSeq: 3,
    messages: [
      message(2, { ver: 9, created_at: at(10) }),
      message(4, { created_at: at(90) }),
      message(5, { created_at: at(30) }),
    ],
  })
  expect(await seqs()).toEqual([5])
})

describe('being let into a group', () => {
  /** A group that the relay pushes. Nothing of it was known before. */
  function welcome(line: Partial<Message>, me: Partial<OwnSettings> = {}) {
    const { relay, store, seqs } = setUp()
    const last_message = message(1, { conversation_id: 'c2', kind: 'system', body: '', ...line })
    const made = conversationUpTo(1, { id: 'c2', kind: 'GROUP', title: 'Trip', last_message })
    const group = { ...made, me: { ...made.me, ...me } }
    store.setLog('c2', newLog(group))
    store.logsChanged.emit(['c2'])
    return { tell: () => relay.push('conversation:new', { conversation: group }), seqs }
  }
  const added = { event: { type: 'added', user_ids: ['cleo', 'ada'] } } satisfies Partial<Message>

  test.each<[string, Partial<Message>, number[]]>([
    ['by being added', added, [1]],
    ['as it is made', { event: { type: 'created', title: 'Trip' } }, [1]],
    ['that this person made', { event: { type: 'created', title: 'Trip' }, sender_id: 'ada' }, []],
    ['by a blocked person', { ...added, sender_id: 'mallory' }, []],
    ['before others', { event: { type: 'added', user_ids: ['cleo'] } }, []],
    ['where something was written since', { kind: 'text', body: 'hello' }, []],
  ])('%s', async (_, line, expected) => {
    const { tell, seqs } = welcome(line)
    tell()
    expect(await seqs()).toEqual(expected)
  })

  test('is told once, by the push and by nothing else', async () => {
    const { tell, seqs } = welcome(added)
    expect(await seqs()).toEqual([])
    tell()
    tell()
    expect(await seqs()).toEqual([1])
  })

  test.each<[Partial<OwnSettings>, number[]]>([
    [{ notify: 'mentions' }, [1]],
    [{ notify: 'none' }, []],
    [{ muted: true }, []],
  ])('with %o is told %o', async (me, expected) => {
    const { tell, seqs } = welcome(added, me)
    tell()
    expect(await seqs()).toEqual(expected)
  })
})
