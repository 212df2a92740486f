import { expect, test, vi } from 'vitest'
import { newLog, receive } from '../log/conversation-log.ts'
import { ada, conversationUpTo, message } from '../../testing/fixtures.ts'
import { loadPage, startLoading } from '../log/log-pages.ts'
import { createStore } from '../store/store.ts'
import { createOwnMessages } from './own-messages.ts'

test('a message that is sent again after an edit does not bring back its first body', () => {
  const store = createStore(ada)
  const page = { items: [message(1), message(2)], has_more: false }
  store.setLog('c1', loadPage(startLoading(newLog(conversationUpTo(2))), page))
  const received = vi.fn()
  const syncRequested = vi.fn()
  store.messagesReceived.subscribe(received)
  store.syncRequested.subscribe(syncRequested)
  const said = () => {
    const history = store.model.logs.get('c1')?.history
    return history?.kind === 'loaded' ? history.messages.map(({ ver, body }) => [ver, body]) : null
  }

  createOwnMessages(store, vi.fn()).add({ ...message(2), ver: 3 })
  expect(received).not.toHaveBeenCalled()
  expect(syncRequested).toHaveBeenCalledOnce()
  const edited = { ...message(2), ver: 3, body: 'edited' }
  store.editLog('c1', (log) => receive(log, [edited]))
  expect(said()).toEqual([
    [1, 'message 1'],
    [3, 'edited'],
  ])
})
