import { describe, expect, test, vi } from 'vitest'
import type { OwnSettings } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import { createNotifications } from './notifications.ts'
import { newLog } from '../log/conversation-log.ts'
import { ada, conversation, message } from '../../testing/fixtures.ts'
import type { IncomingMessage } from './notifications.ts'
import { createStore } from '../store/store.ts'

function setUp(me: Partial<OwnSettings> = {}) {
  const state = createStore(ada)
  const known = conversation(3)
  state.setLog('c1', newLog({ ...known, me: { ...known.me, ...me } }))
  const hooks = {
    isBlocked: vi.fn((userId: string) => userId === 'mallory'),
    isLookedAt: vi.fn(async () => false),
    isSpeaker: vi.fn(() => true),
  }
  const arrivals = createNotifications(state, hooks)
  const told: IncomingMessage[] = []
  arrivals.listen((arrival) => told.push(arrival))
  /** What is told goes through a look at the other tabs first. */
  const seqs = async () => {
    await new Promise((resolve) => setTimeout(resolve))
    return told.map(({ message: { seq } }) => seq)
  }
  return { state, hooks, arrivals, told, seqs }
}

const naming = (seq: number) => message(seq, { mentions: ['ada'] })

test('a new message of another is told once, however often its frame comes', async () => {
  const { arrivals, seqs } = setUp()
  arrivals.live([message(4), message(5)])
  arrivals.live([message(5)])
  arrivals.caughtUp(3, [message(4, { created_at: new Date().toISOString() })])
  expect(await seqs()).toEqual([4, 5])
})

test.each<[string, Partial<Message>]>([
  ["one's own", { sender_id: 'ada' }],
  ['a system line', { kind: 'system', event: { type: 'left' } }],
  ['from somebody blocked', { sender_id: 'mallory' }],
  ['from a deleted account', { sender_id: null }],
  ['deleted already', { deleted_at: '2026-01-01T00:00:00.000Z' }],
  ['the root of a thread', { thread: { count: 1, last_at: '2026-01-01T00:00:00.000Z' } }],
])('%s is not told', async (_, change) => {
  const { arrivals, seqs } = setUp()
  arrivals.live([message(4, change)])
  expect(await seqs()).toEqual([])
})

test.each<[Partial<OwnSettings>, number[]]>([
  [{ notify: 'all' }, [4, 5]],
  [{ notify: 'mentions' }, [5]],
  [{ notify: 'none' }, []],
  [{ muted: true }, []],
])('with %o is told %o', async (me, expected) => {
  const { arrivals, seqs } = setUp(me)
  arrivals.live([message(4), naming(5)])
  expect(await seqs()).toEqual(expected)
})

test('what is looked at in some tab is told in none, and one tab speaks for all', async () => {
  const looked = setUp()
  looked.hooks.isLookedAt.mockResolvedValue(true)
  looked.arrivals.live([message(4)])
  expect(await looked.seqs()).toEqual([])

  const silent = setUp()
  silent.hooks.isSpeaker.mockReturnValue(false)
  silent.arrivals.live([message(4)])
  expect(await silent.seqs()).toEqual([])
  // Its turn comes: what others told is not told again.
  silent.hooks.isSpeaker.mockReturnValue(true)
  silent.arrivals.live([message(4), message(5)])
  expect(await silent.seqs()).toEqual([5])
})

test('the first message of a conversation waits until that is known', async () => {
  const { state, arrivals, seqs } = setUp()
  arrivals.live([message(1, { conversation_id: 'c2' })])
  expect(await seqs()).toEqual([])
  state.setLog('c2', newLog(conversation(1, { id: 'c2' })))
  arrivals.noticed(['c2'])
  expect(await seqs()).toEqual([1])
})

test("of what was missed, the last minute by the server's clock is told", async () => {
  const { arrivals, seqs } = setUp()
  const hour = 60 * 60 * 1000
  arrivals.onOpen(new Date(Date.now() + hour).toISOString())
  const at = (seconds: number) => new Date(Date.now() + hour - seconds * 1000).toISOString()
  arrivals.caughtUp(3, [
    message(2, { ver: 9, created_at: at(10) }),
    message(4, { created_at: at(90) }),
    message(5, { created_at: at(30) }),
  ])
  expect(await seqs()).toEqual([5])
})

describe('a group that one is let into', () => {
  /** As pushed; nothing of it was known before. */
  function welcome(line: Partial<Message>, me: Partial<OwnSettings> = {}) {
    const { state, arrivals, seqs } = setUp()
    const last_message = message(1, { conversation_id: 'c2', kind: 'system', body: '', ...line })
    const made = conversation(1, { id: 'c2', kind: 'GROUP', title: 'Trip', last_message })
    const group = { ...made, me: { ...made.me, ...me } }
    state.setLog('c2', newLog(group))
    arrivals.noticed(['c2'])
    return { tell: () => arrivals.welcome(group), seqs }
  }
  const added = { event: { type: 'added', user_ids: ['cleo', 'ada'] } } satisfies Partial<Message>

  test.each<[string, Partial<Message>, number[]]>([
    ['by being added', added, [1]],
    ['as it is made', { event: { type: 'created', title: 'Trip' } }, [1]],
    ['that one made oneself', { event: { type: 'created', title: 'Trip' }, sender_id: 'ada' }, []],
    ['by somebody blocked', { ...added, sender_id: 'mallory' }, []],
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
