import { expect, test, vi } from 'vitest'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { createBlocks } from './blocks.ts'
import type { Person } from '../../../wire/people.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { newLog } from '../log/conversation-log.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'

function setUp() {
  const store = createStore(ada)
  store.setLog('c1', newLog(conversationUpTo(3)))
  store.setLog('c2', newLog(conversationUpTo(3, { id: 'c2', kind: 'GROUP', title: 'The team' })))
  const [me, ben] = conversationUpTo(3).participants
  const participants = [me!, { ...ben!, user_id: 'cleo' }]
  store.setLog('c3', newLog(conversationUpTo(3, { id: 'c3', participants })))
  const call = vi.fn(async () => undefined)
  const relay = fakeLink()
  const server = { blocked: [] as Person[] }
  const background = vi.fn(async () => ({ items: server.blocked, next_cursor: null }))
  const blocks = createBlocks(store, {
    call: call as unknown as Api,
    background: background as unknown as Api,
    link: relay.link,
  })
  const blockedIn = () =>
    [...store.model.logs].filter(([, log]) => log.conversation.me.blocked).map(([id]) => id)
  return { relay, server, background, blocks, call, blockedIn }
}

test('a block shows in the direct conversation at once, and so does its end', async () => {
  const { blocks, call, blockedIn } = setUp()
  await blocks.block('ben', true)
  expect(call).toHaveBeenLastCalledWith('PUT', '/api/people/ben/block')
  expect(blockedIn()).toEqual(['c1'])
  await blocks.block('ben', false)
  expect(call).toHaveBeenLastCalledWith('DELETE', '/api/people/ben/block')
  expect(blockedIn()).toEqual([])
})

test('a block that the server refused changes nothing', async () => {
  const { blocks, call, blockedIn } = setUp()
  call.mockRejectedValueOnce(new RequestError('rate_limited', { status: 429 }))
  await expect(blocks.block('ben', true)).rejects.toThrow(RequestError)
  expect(blockedIn()).toEqual([])
})

test('a block of another tab shows where the two share only a group', async () => {
  const { relay, server, background, blocks } = setUp()
  let answerEarlier = () => {}
  background.mockImplementationOnce(() => {
    return new Promise(
      (resolve) => (answerEarlier = () => resolve({ items: [], next_cursor: null })),
    )
  })
  relay.push('blocks:changed', {})
  await vi.waitUntil(() => background.mock.calls.length === 1)
  server.blocked = [{ id: 'dora', username: 'dora', display_name: 'Dora', avatar_url: null }]
  relay.push('blocks:changed', {})
  // The answer to the first question is from before the second block.
  answerEarlier()
  await vi.waitUntil(() => blocks.isBlocked('dora'))
  expect(background).toHaveBeenCalledTimes(2)
})
