import { expect, test, vi } from 'vitest'
import { newLog } from '../log/conversation-log.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { atTheEnd } from '../store/model.ts'
import { createFirstUnread } from './first-unread.ts'

/** An open conversation of 120 messages, of which this browser stored that 10 are read. */
function setUp() {
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
  const openUnread = createFirstUnread(store, openAround)
  const readUpTo = () => store.model.views.get('c1')?.readUpTo
  return { store, tell, openAround, openUnread, readUpTo }
}

test('a conversation that was read on another device opens at its end', async () => {
  const { store, tell, openAround, openUnread, readUpTo } = setUp()
  const opening = openUnread('c1')
  tell(120)
  store.caughtUp.emit()
  await opening
  expect(openAround).not.toHaveBeenCalled()
  expect(readUpTo()).toBe(120)
})

test('one that was read in part opens where the reader stopped', async () => {
  const { store, tell, openAround, openUnread, readUpTo } = setUp()
  const opening = openUnread('c1')
  tell(40)
  expect(openAround).not.toHaveBeenCalled()
  store.caughtUp.emit()
  await opening
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 41)
  expect(readUpTo()).toBe(40)
})

test('after the first sync nothing has to be waited for', async () => {
  const { store, openAround, openUnread } = setUp()
  store.model.connection = { kind: 'online' }
  store.caughtUp.emit()
  await openUnread('c1')
  await openUnread('c1')
  expect(openAround.mock.calls).toEqual([
    ['c1', 11],
    ['c1', 11],
  ])
})

test.each([
  { kind: 'offline', since: 0 },
  { kind: 'outdated', protocol: 2 },
] as const)('a page that is $kind waits for no sync', async (connection) => {
  const { store, openAround, openUnread } = setUp()
  store.model.connection = connection
  await openUnread('c1')
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 11)
})

test('a connection that fails before the sync ends the wait', async () => {
  const { store, openAround, openUnread } = setUp()
  const opening = openUnread('c1')
  store.disconnected.emit()
  await opening
  expect(openAround).toHaveBeenCalledExactlyOnceWith('c1', 11)
})

test('a conversation that was closed or removed meanwhile is left alone', async () => {
  const { store, openAround, openUnread } = setUp()
  const opening = openUnread('c1')
  store.model.views.delete('c1')
  store.caughtUp.emit()
  await opening
  store.removeLogs(['c1'])
  await openUnread('c1')
  expect(openAround).not.toHaveBeenCalled()
})
