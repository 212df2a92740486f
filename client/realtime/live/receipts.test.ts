import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import { newLog, receive } from '../log/conversation-log.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo, message } from '../../testing/fixtures.ts'
import { createReceipts } from './receipts.ts'
import { RequestError } from '../../requests/request-error.ts'
import { createStore } from '../store/store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const answer = (change: object) => ({
  conversation_id: 'c1',
  user_id: 'ada',
  last_read_seq: 0,
  last_delivered_seq: 0,
  receipts_ver: 1,
  last_ver: 5,
  own_ver: 0,
  marked_unread: false,
  unread: 0,
  mentions: 0,
  ...change,
})

/** Ada's own message is the last, and those before were delivered to her. */
function written(seq: number) {
  const last_message = message(seq, { sender_id: 'ada' })
  const [mine, bens] = conversationUpTo(seq).participants
  const participants = [{ ...mine!, last_delivered_seq: seq - 1 }, bens!]
  return conversationUpTo(seq, { last_message, participants })
}

function setUp(last = 5, unread = 5) {
  const relay = fakeLink()
  const store = createStore(ada)
  store.setLog('c1', newLog(conversationUpTo(last, { unread })))
  const receipts = createReceipts(store, relay.link)
  const change = (one: Message) => {
    store.editLog('c1', (log) => receive(log, [one]))
    store.logsChanged.emit(['c1'])
  }
  const now = () => store.model.logs.get('c1')!.conversation
  const mine = () => now().participants.find(({ user_id }) => user_id === 'ada')
  return { relay, store, receipts, change, now, mine }
}

test('messages that arrive together are told once, and the count is that of the answer', async () => {
  const { relay, store, now } = setUp()
  relay.on('message:delivered', () => answer({ last_delivered_seq: 5, unread: 42 }))
  store.logsChanged.emit(['c1'])
  store.logsChanged.emit(['c1'])
  await vi.advanceTimersByTimeAsync(100)
  expect(relay.asked).toEqual([
    { event: 'message:delivered', payload: { conversation_id: 'c1', seq: 5 } },
  ])
  expect(now().unread).toBe(42)
})

test('own messages and messages that were told before are not told', async () => {
  const { relay, store } = setUp()
  store.setLog('c1', newLog(written(5)))
  store.logsChanged.emit(['c1'])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(relay.asked).toHaveLength(0)
})

test('reading clears the badge when the server says so, not before', async () => {
  const { relay, receipts, now, mine } = setUp()
  relay.on('message:read', () => answer({ last_read_seq: 5, last_delivered_seq: 5, unread: 0 }))
  receipts.read('c1', 5)
  expect(now().unread).toBe(5)
  await vi.advanceTimersByTimeAsync(100)
  expect(relay.askedFor('message:read')).toEqual([{ conversation_id: 'c1', seq: 5 }])
  expect(now().unread).toBe(0)
  expect(mine()).toMatchObject({ last_read_seq: 5, last_delivered_seq: 5 })
})

test('read(120) then read(100) asks for 120 alone', async () => {
  const { relay, receipts } = setUp(200)
  relay.on('message:read', ({ seq }) => answer({ last_read_seq: seq }))
  receipts.read('c1', 120)
  receipts.read('c1', 100)
  await vi.advanceTimersByTimeAsync(100)
  receipts.read('c1', 110)
  await vi.advanceTimersByTimeAsync(100)
  expect(relay.askedFor('message:read').map(({ seq }) => seq)).toEqual([120])
})

test('reading while offline is told when the connection is back', async () => {
  const { relay, store, receipts } = setUp()
  relay.state.isOpen = false
  receipts.read('c1', 5)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(relay.asked).toHaveLength(0)
  relay.state.isOpen = true
  relay.on('message:read', () => answer({ last_read_seq: 5 }))
  store.caughtUp.emit()
  await vi.advanceTimersByTimeAsync(0)
  expect(relay.askedFor('message:read')).toHaveLength(1)
})

test('a passing refusal is tried again, a definite one is not', async () => {
  const { relay, receipts } = setUp()
  relay.on('message:read', () => {
    throw new RequestError('rate_limited', { retryAfter: 5 })
  })
  receipts.read('c1', 3)
  await vi.advanceTimersByTimeAsync(4_000)
  // What is read meanwhile brings the next try no nearer.
  receipts.read('c1', 4)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(relay.askedFor('message:read')).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(relay.askedFor('message:read')).toHaveLength(2)
  relay.on('message:read', () => {
    throw new RequestError('not_found')
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(relay.askedFor('message:read')).toHaveLength(3)
})

test('a read in another tab moves the receipt at once and asks for the count', async () => {
  const { relay, now, mine } = setUp()
  relay.on('message:delivered', () => answer({ last_read_seq: 4, unread: 1 }))
  relay.push('message:read', answer({ last_read_seq: 4, last_delivered_seq: 4 }))
  expect(mine()?.last_read_seq).toBe(4)
  await vi.advanceTimersByTimeAsync(100)
  expect(now().unread).toBe(1)
})

test('an edit or a deletion of an unread message asks for both counts', async () => {
  const { relay, change, now } = setUp()
  relay.on('message:delivered', () => answer({ last_ver: 6, unread: 4, mentions: 2 }))
  change(message(3, { ver: 6 }))
  await vi.advanceTimersByTimeAsync(100)
  expect(now().unread).toBe(4)
  expect(now().me.mentions).toBe(2)
})

test('a change that moves no own count asks for none', async () => {
  const { relay, store, change } = setUp()
  store.setLog('c1', newLog(written(5)))
  store.logsChanged.emit(['c1'])
  change(message(5, { ver: 6, sender_id: 'ada' }))
  change(message(6, { ver: 7, sender_id: 'ada' }))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(relay.asked).toHaveLength(0)
})

test('an answer that was counted before the last change is asked for again', async () => {
  const { relay, store, change, now } = setUp()
  let answers = 0
  relay.on('message:delivered', () => {
    if (answers++ > 0) return answer({ last_ver: 6, unread: 4 })
    change(message(3, { ver: 6 }))
    return answer({ last_ver: 5, unread: 5 })
  })
  store.logsChanged.emit(['c1'])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(now().unread).toBe(4)
  expect(relay.asked).toHaveLength(2)
})

test('an older count does not take the place of a later one', async () => {
  const { relay, store, now } = setUp()
  relay.on('message:delivered', () => {
    store.editLog('c1', (log) => ({ ...log, counted: { ver: 9, own: 9 } }))
    return answer({ unread: 3 })
  })
  store.logsChanged.emit(['c1'])
  await vi.advanceTimersByTimeAsync(100)
  expect(now().unread).toBe(5)
})

test('a slow server is not asked all the time', async () => {
  const { relay, change } = setUp()
  relay.on('message:delivered', () => answer({ last_ver: 5 }))
  change(message(3, { ver: 6 }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(relay.asked.length).toBeLessThan(7)
})

test("another person's message is delivered, also when an own one follows it at once", async () => {
  const { relay, store, now } = setUp()
  relay.on('message:delivered', ({ seq }) => answer({ last_delivered_seq: seq, unread: 6 }))
  const last = (seq: number) =>
    store.setLog('c1', newLog({ ...now(), last_message: message(seq, { sender_id: 'ada' }) }))
  for (const [seq, asked] of [
    [5, 1],
    [6, 1],
    [8, 2],
  ] as const) {
    last(seq)
    store.logsChanged.emit(['c1'])
    await vi.advanceTimersByTimeAsync(100)
    expect(relay.asked).toHaveLength(asked)
  }
})

test("another person's receipts are shown and the server is not asked", async () => {
  const { relay, now } = setUp()
  relay.push('message:read', answer({ user_id: 'ben', last_read_seq: 2, last_delivered_seq: 3 }))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(now().participants[1]).toMatchObject({ last_read_seq: 2, last_delivered_seq: 3 })
  expect(relay.asked).toHaveLength(0)
})

test('of two receipts the one with the higher number holds, also where it is a step back', () => {
  const { relay, now } = setUp()
  const bens = () => now().participants[1]
  relay.push('message:read', answer({ user_id: 'ben', last_read_seq: 4, receipts_ver: 3 }))
  relay.push('message:read', answer({ user_id: 'ben', last_read_seq: 2, receipts_ver: 2 }))
  expect(bens()).toMatchObject({ last_read_seq: 4, receipts_ver: 3 })
  relay.push('message:read', answer({ user_id: 'ben', last_read_seq: 1, receipts_ver: 4 }))
  expect(bens()).toMatchObject({ last_read_seq: 1, receipts_ver: 4 })
})

function inRoom(unread: number) {
  const made = setUp(5, unread)
  const room = {
    ...{ topic: '', history: 'all' as const },
    slow_mode_seconds: 0,
    locked: false,
    closed: false,
  }
  made.store.editLog('c1', (log) => ({ ...log, conversation: { ...log.conversation, room } }))
  return made
}

test('in a room nothing is told of deliveries, and what is read is told every ten seconds', async () => {
  const { relay, store, receipts } = inRoom(0)
  relay.on('message:read', () => answer({ last_read_seq: 5, last_delivered_seq: 5, unread: 0 }))
  store.logsChanged.emit(['c1'])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(relay.asked).toEqual([])
  for (let seq = 1; seq <= 5; seq++) {
    receipts.read('c1', seq)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(relay.asked).toEqual([])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(relay.asked).toEqual([
    { event: 'message:read', payload: { conversation_id: 'c1', seq: 5 } },
  ])
})

test('what comes while somebody reads along in a room is told every ten seconds, however many come', async () => {
  const { relay, receipts, store } = inRoom(2)
  const read = (seq: number) => answer({ last_read_seq: seq, last_delivered_seq: 5, unread: 1 })
  relay.on('message:read', ({ seq }) => read(seq))
  store.conversationOpened.emit('c1')
  receipts.read('c1', 1)
  await vi.advanceTimersByTimeAsync(100)
  for (let seq = 2; seq <= 5; seq++) {
    receipts.read('c1', seq)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(relay.askedFor('message:read')).toEqual([{ conversation_id: 'c1', seq: 1 }])
})

test('whoever opens a room with a badge is rid of it at once, also while a slower receipt waits', async () => {
  const { relay, receipts, store, now } = inRoom(0)
  const read = (seq: number) => answer({ last_read_seq: seq, last_delivered_seq: 5, unread: 0 })
  relay.on('message:read', () => read(5))
  receipts.read('c1', 3)
  store.editLog('c1', (log) => ({ ...log, conversation: { ...log.conversation, unread: 2 } }))
  store.conversationOpened.emit('c1')
  receipts.read('c1', 4)
  await vi.advanceTimersByTimeAsync(60)
  receipts.read('c1', 5)
  await vi.advanceTimersByTimeAsync(60)
  expect(relay.askedFor('message:read')).toEqual([{ conversation_id: 'c1', seq: 5 }])
  expect(now().unread).toBe(0)
})
