import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { newLog } from '../log/conversation-log.ts'
import { createStore } from '../store/store.ts'
import { createConversations } from './conversations.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-27T12:00:00.000Z') }))
afterEach(() => void vi.useRealTimers())

test.each([-48, 48])(
  'a room with news goes to the top of the list, on a device whose clock is set by %d hours',
  (hours) => {
    const relay = fakeLink()
    const store = createStore(ada)
    createConversations(store, { call: vi.fn(), link: relay.link })
    const room = conversationUpTo(3, { id: 'room', active_at: '2026-11-27T11:58:00.000Z' })
    store.setLog('room', newLog(room))
    const other = conversationUpTo(3, { id: 'other', active_at: '2026-11-27T11:59:00.000Z' })
    store.setLog('other', newLog(other))
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    relay.push('room:activity', { id: 'room', last_seq: 4 })
    expect(store.getState().conversations.items.map(({ id }) => id)).toEqual(['room', 'other'])
    expect(store.model.logs.get('room')?.conversation.active_at).toBe('2026-11-27T12:00:00.000Z')
  },
)
