import { expect, test, vi } from 'vitest'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { createBlocks } from './blocks.ts'
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
  const background = async () => ({ items: [], next_cursor: null })
  const blocks = createBlocks(store, {
    call: call as unknown as Api,
    background: background as unknown as Api,
  })
  const blockedIn = () =>
    [...store.model.logs].filter(([, log]) => log.conversation.me.blocked).map(([id]) => id)
  return { blocks, call, blockedIn }
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
