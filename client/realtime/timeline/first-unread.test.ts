import { expect, test, vi } from 'vitest'
import { RequestError } from '../../requests/request-error.ts'
import { newLog } from '../log/conversation-log.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { atTheEnd } from '../store/model.ts'
import { createFirstUnread } from './first-unread.ts'

/** An open conversation of 120 messages, of which this browser stored that 10 are read. */
function setUp(readBy: () => number) {
  const store = createStore(ada)
  const tell = (lastRead: number) => {
    const stored = conversationUpTo(120)
    const [me, other] = stored.participants
    const participants = [{ ...me!, last_read_seq: lastRead }, other!]
    store.setLog('c1', newLog({ ...stored, participants, unread: 120 - lastRead }))
  }
  tell(10)
  store.model.views.set('c1', { ...atTheEnd, readUpTo: 10 })
  const fetch = vi.fn(async () => tell(readBy()))
  const openAround = vi.fn<(id: string, seq: number) => Promise<void>>().mockResolvedValue()
  const { open: openUnread, leave } = createFirstUnread(store, { fetch, openAround })
  const readUpTo = () => store.model.views.get('c1')?.readUpTo
  return { store, fetch, openAround, openUnread, leave, readUpTo }
}

test('a conversation that was read on another device opens at its end', async () => {
  const { openAround, openUnread, readUpTo } = setUp(() => 120)
  await openUnread('c1')
  expect(openAround).not.toHaveBeenCalled()
  expect(readUpTo()).toBe(120)
})

test('one that was read in part opens where the reader stopped', async () => {
  const { openAround, openUnread, readUpTo } = setUp(() => 40)
  await openUnread('c1')
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 41)
  expect(readUpTo()).toBe(40)
})

test('after the sync of a connection the server is not asked, until the connection is lost', async () => {
  const { store, fetch, openAround, openUnread } = setUp(() => 40)
  store.caughtUp.emit()
  await openUnread('c1')
  expect(fetch).not.toHaveBeenCalled()
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 11)
  store.disconnected.emit()
  await openUnread('c1')
  expect(openAround).toHaveBeenLastCalledWith('c1', 41)
})

test('without an answer, what this browser knows has to do', async () => {
  const { openAround, openUnread } = setUp(() => {
    throw new RequestError('network')
  })
  await openUnread('c1')
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 11)
})

test('a reader who went elsewhere is not taken back by a late answer', async () => {
  const { openAround, openUnread, leave, readUpTo } = setUp(() => 40)
  const opening = openUnread('c1')
  leave('c1')
  await opening
  expect(openAround).not.toHaveBeenCalled()
  expect(readUpTo()).toBe(10)
  const again = openUnread('c1')
  leave('c1')
  await Promise.all([again, openUnread('c1')])
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 41)
})

test('a relay that greets once more is asked again', async () => {
  const { store, openAround, openUnread } = setUp(() => 40)
  store.caughtUp.emit()
  store.connected.emit({
    session: { id: 's1', expires_in: 900 },
    user_id: 'ada',
    epoch: 'e1',
    server_time: new Date().toISOString(),
    protocol: 1,
    marks: {},
  })
  await openUnread('c1')
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 41)
})

test('a conversation that was removed meanwhile is left alone', async () => {
  const { store, fetch, openAround, openUnread } = setUp(() => 40)
  fetch.mockImplementation(async () => store.removeLogs(['c1']))
  await openUnread('c1')
  expect(openAround).not.toHaveBeenCalled()
})
