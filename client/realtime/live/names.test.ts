import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo, message } from '../../testing/fixtures.ts'
import { newLog } from '../log/conversation-log.ts'
import { createStore } from '../store/store.ts'
import { createKnownPeople } from './names.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const person = (id: string) => ({ id, username: id, display_name: id, avatar_url: null })

function setUp() {
  const store = createStore(ada)
  const relay = fakeLink()
  const call = vi.fn(async () => ({ items: [person('zoe')], next_cursor: null }))
  createKnownPeople(store, { link: relay.link, call: call as unknown as Api })
  const show = (sender_id: string) => {
    const last_message = message(3, { sender_id })
    store.setLog('c1', newLog(conversationUpTo(3, { last_message })))
  }
  const asked = () => call.mock.calls.map((args: unknown[]) => args[1])
  return { store, relay, call, show, asked, wait: () => vi.advanceTimersByTimeAsync(1_000) }
}

test('a name that came with the event is known and not asked for', async () => {
  const { store, relay, call, show, wait } = setUp()
  relay.push('message:new', { conversation_id: 'c1', messages: [], people: [person('zoe')] })
  show('zoe')
  await wait()
  expect(store.getState().people).toEqual({ zoe: person('zoe') })
  expect(call).not.toHaveBeenCalled()
})

test('names of participants are not asked for; an unknown one is asked for once', async () => {
  const { store, show, asked, wait } = setUp()
  show('ben')
  await wait()
  expect(asked()).toEqual([])
  show('zoe')
  await wait()
  show('zoe')
  await wait()
  expect(asked()).toEqual(['/api/conversations/c1/people?ids=zoe'])
  expect(store.getState().people.zoe).toEqual(person('zoe'))
})

test('without a connection it is asked for again when something changes; stopped it asks no more', async () => {
  const { store, call, show, asked, wait } = setUp()
  call.mockRejectedValueOnce(new RequestError('network'))
  show('zoe')
  await wait()
  show('zoe')
  await wait()
  expect(asked()).toHaveLength(2)
  store.stopped.emit({ forget: false })
  show('yan')
  await wait()
  expect(asked()).toHaveLength(2)
})
