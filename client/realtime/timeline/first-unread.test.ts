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
  const openUnread = createFirstUnread(store, { fetch, openAround })
  const readUpTo = () => store.model.views.get('c1')?.readUpTo
  return { store, fetch, openAround, openUnread, readUpTo }
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

test('a conversation that was closed or removed meanwhile is left alone', async () => {
  const { store, fetch, openAround, openUnread } = setUp(() => 40)
  const opening = openUnread('c1')
  store.model.views.delete('c1')
  await opening
  fetch.mockImplementation(async () => store.removeLogs(['c1']))
  await openUnread('c1')
  expect(openAround).not.toHaveBeenCalled()
})
