// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import type { Renamed } from '../../../wire/people.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { newLog } from '../log/conversation-log.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { createStore, type Store } from '../store/store.ts'
import { createRenames } from './renames.ts'

const person = (id: string, display_name: string) => ({
  id,
  username: id,
  display_name,
  avatar_url: null,
})
const answer = (change: Partial<Renamed> = {}): Renamed => ({
  people: [],
  as_of: 't1',
  more: false,
  ...change,
})

let store: Store
beforeEach(() => {
  store = createStore(ada)
  for (const id of ['c1', 'c2']) store.setLog(id, newLog(conversationUpTo(3, { id })))
})

function setUp() {
  const call = vi.fn(async (): Promise<Renamed> => answer())
  const changed = vi.fn()
  const renames = createRenames(store, { call: call as unknown as Api, link: fakeLink().link })
  store.logsChanged.subscribe(changed)
  const nameIn = (id: string, userId: string) =>
    store
      .getState()
      .conversations.items.find((one) => one.id === id)
      ?.participants.find((one) => one.user_id === userId)?.display_name
  return { call, changed, renames, nameIn, asked: () => call.mock.calls.map((args) => args.at(1)) }
}

test('a name changes wherever it stands, and no other object changes', () => {
  const { changed, renames, nameIn } = setUp()
  store.setLog('c3', newLog(conversationUpTo(1, { id: 'c3' })))
  store.model.people = { ben: person('ben', 'Ben') }
  store.setLog('c4', newLog(conversationUpTo(1, { id: 'c4', participants: [] })))
  store.model.blocked = [person('ben', 'Ben')]
  const untouched = store.model.logs.get('c4')
  const ver = store.model.logs.get('c1')?.ver
  renames.apply([person('ben', 'Benedict'), person('ada', 'Ada B.')])
  expect([nameIn('c1', 'ben'), nameIn('c2', 'ben')]).toEqual(['Benedict', 'Benedict'])
  expect(nameIn('c1', 'ada')).toBe('Ada B.')
  const { me, blocked } = store.getState()
  expect(me).toEqual({ ...ada, display_name: 'Ada B.' })
  expect(blocked[0]?.display_name).toBe('Benedict')
  expect(nameIn('c3', 'ben')).toBe('Benedict')
  expect(store.getState().people).toEqual({ ben: person('ben', 'Benedict') })
  expect(store.model.logs.get('c4')).toBe(untouched)
  expect(store.model.logs.get('c1')?.ver).toBe(ver)
  expect(changed).toHaveBeenCalledExactlyOnceWith(['c1', 'c2', 'c3'])

  const before = store.getState()
  renames.apply([person('ben', 'Benedict')])
  expect(store.getState().conversations).toBe(before.conversations)
  expect(changed).toHaveBeenCalledOnce()
})

test('after an absence the page asks what changed since, page by page', async () => {
  const { call, renames, nameIn, asked } = setUp()
  await renames.load()
  expect(asked()).toEqual(['/api/people/changes'])
  call.mockResolvedValueOnce(
    answer({ people: [person('ben', 'Benedict')], as_of: 't2', more: true }),
  )
  call.mockResolvedValueOnce(answer({ as_of: 't3' }))
  await renames.load()
  expect(asked().slice(1)).toEqual(['/api/people/changes?since=t1', '/api/people/changes?since=t2'])
  expect(nameIn('c1', 'ben')).toBe('Benedict')
  expect(store.model.asOf).toBe('t3')
})

test('a request that failed is repeated from the same place', async () => {
  const { call, renames, asked } = setUp()
  await renames.load()
  call.mockRejectedValueOnce(new RequestError('network'))
  await renames.load()
  expect(store.model.asOf).toBe('t1')
  await renames.load()
  expect(asked().at(-1)).toBe('/api/people/changes?since=t1')
})
