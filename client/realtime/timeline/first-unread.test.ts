import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newLog } from '../log/conversation-log.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { atTheEnd } from '../store/model.ts'
import { createFirstUnread } from './first-unread.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An open conversation of 120 messages, of which this browser stored that 10 are read. */
function setUp({ readHere = 0, isKeptUnread = false } = {}) {
  const store = createStore(ada)
  const tell = (lastRead: number) => {
    const stored = conversationUpTo(120)
    const [me, other] = stored.participants
    const participants = [{ ...me!, last_read_seq: lastRead }, other!]
    store.setLog('c1', newLog({ ...stored, participants, unread: 120 - lastRead }))
  }
  tell(10)
  store.model.views.set('c1', { ...atTheEnd, readUpTo: 10 })
  const openAround = vi.fn<(id: string, seq: number) => Promise<void>>().mockResolvedValue()
  const { open: openUnread, leave } = createFirstUnread(store, {
    receipts: { readHere: () => readHere, isKeptUnread: () => isKeptUnread },
    openAround,
  })
  const sync = (lastRead = 10) => {
    tell(lastRead)
    store.model.freshness = 'current'
    store.synced.emit()
  }
  const readUpTo = () => store.model.views.get('c1')?.readUpTo
  return { store, sync, openAround, openUnread, leave, readUpTo }
}

test('a conversation that was read on another device opens at its end', async () => {
  const { sync, openAround, openUnread, readUpTo } = setUp()
  const opening = openUnread('c1')
  sync(120)
  await opening
  expect(openAround).not.toHaveBeenCalled()
  expect(readUpTo()).toBe(120)
})

test('one that was read in part opens where the reader stopped', async () => {
  const { sync, openAround, openUnread, readUpTo } = setUp()
  const opening = openUnread('c1')
  sync(40)
  await opening
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 41)
  expect(readUpTo()).toBe(40)
})

test('after a sync nobody waits', async () => {
  const { sync, openAround, openUnread } = setUp()
  sync()
  await openUnread('c1')
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 11)
  expect(vi.getTimerCount()).toBe(0)
})

test('without a connection nobody waits, and what this browser stored leads nowhere', async () => {
  const { store, openAround, openUnread } = setUp()
  store.model.connection = { kind: 'offline', since: 0 }
  await openUnread('c1')
  expect(openAround).not.toHaveBeenCalled()
})

test.each(['stored', 'syncing'] as const)(
  'a sync that does not come leads nowhere after two seconds (%s)',
  async (freshness) => {
    const { store, sync, openAround, openUnread, readUpTo } = setUp()
    store.model.freshness = freshness
    const opened = vi.fn()
    const opening = openUnread('c1').then(opened)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(opened).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await opening
    expect(openAround).not.toHaveBeenCalled()
    sync(40)
    expect(readUpTo()).toBe(40)
  },
)

test('a reader who went elsewhere is not taken back by a late sync', async () => {
  const { sync, openAround, openUnread, leave } = setUp()
  const opening = openUnread('c1')
  leave('c1')
  sync(40)
  await opening
  expect(openAround).not.toHaveBeenCalled()
})

test('an opening that a later one replaced leads nowhere, and the later one goes on', async () => {
  const { sync, openAround, openUnread } = setUp()
  const first = openUnread('c1')
  const second = openUnread('c1')
  sync(40)
  await Promise.all([first, second])
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 41)
})

test('what this tab has read counts before the server knows it', async () => {
  const { sync, openAround, openUnread, readUpTo } = setUp({ readHere: 70 })
  sync(40)
  expect(readUpTo()).toBe(70)
  await openUnread('c1')
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 71)
})

test('the place in a conversation that the person marked unread stays', () => {
  const { sync, readUpTo } = setUp({ isKeptUnread: true })
  sync(40)
  expect(readUpTo()).toBe(10)
})

test('a conversation that was removed meanwhile is left alone', async () => {
  const { store, openAround, openUnread } = setUp()
  const opening = openUnread('c1')
  store.removeLogs(['c1'])
  store.model.freshness = 'current'
  store.synced.emit()
  await opening
  expect(openAround).not.toHaveBeenCalled()
})
