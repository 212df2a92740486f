import { expect, test } from 'vitest'
import { ADA, conversation, participant } from '../testing/fixtures.ts'
import { chosenFrom, isUnread, type ListFilter } from './list-filter.ts'
import { matches } from './search/found.ts'

const own = conversation().me
const items = [
  conversation({ id: 'ben', unread: 2 }),
  conversation({ id: 'cleo', participants: [participant(ADA), participant('cleo')] }),
  conversation({ id: 'team', kind: 'GROUP', title: 'Équipe', unread: 1 }),
  conversation({ id: 'choir', kind: 'GROUP', title: 'Choir' }),
  conversation({ id: 'kept', kind: 'GROUP', title: 'Kept', me: { ...own, marked_unread: true } }),
]
const shown = (all: typeof items, filter: ListFilter, query = '', open?: string) =>
  (query === ''
    ? chosenFrom(all, { filter, isSearch: false, open })
    : chosenFrom(all, { filter, isSearch: true, open }).filter((one) => matches(one, ADA, query))
  ).map(({ id }) => id)
const chosen = (filter: ListFilter, { query, open }: { query?: string; open?: string } = {}) =>
  shown(items, filter, query, open)

test.each([
  ['all', ['ben', 'cleo', 'team', 'choir', 'kept']],
  ['unread', ['ben', 'team', 'kept']],
  ['direct', ['ben', 'cleo']],
  ['groups', ['team', 'choir', 'kept']],
] as const)('%s', (filter, ids) => expect(chosen(filter)).toEqual(ids))

test('a filter and a search narrow the list together; accents do not matter', () => {
  expect(chosen('groups', { query: 'equipe' })).toEqual(['team'])
  expect(chosen('direct', { query: 'equipe' })).toEqual([])
  expect(chosen('all', { query: 'BEN' })).toEqual(['ben', 'team', 'choir', 'kept'])
})

test('under "Unread", the open conversation stays until another one is opened', () => {
  expect(chosen('unread', { open: 'cleo' })).toEqual(['ben', 'cleo', 'team', 'kept'])
  expect(chosen('groups', { open: 'cleo' })).toEqual(['team', 'choir', 'kept'])
})

test('a conversation marked unread by hand counts as unread, without a number', () => {
  expect(items.map(isUnread)).toEqual([true, false, true, false, true])
})

test('an archived conversation stands in its own view and is found by a search', () => {
  const me = { ...own, archived_seq: 4 }
  const all = [
    conversation({ id: 'old', kind: 'GROUP', title: 'Old', last_seq: 4, me }),
    conversation({ id: 'back', kind: 'GROUP', title: 'Old friends', last_seq: 5, unread: 1, me }),
  ]
  const ids = (filter: ListFilter, query = '') => shown(all, filter, query)
  for (const filter of ['all', 'groups', 'unread'] as const) expect(ids(filter)).toEqual(['back'])
  expect(ids('archived')).toEqual(['old'])
  expect(ids('all', 'old')).toEqual(['old', 'back'])
})

test.each([
  ['山田 花子', '山田花子'],
  ['김 철수', '김철수'],
  ['สมศรี ใจดี', 'สมศรีใจดี'],
  ['J. R. R. Tolkien', 'jrr'],
  ["Miles O'Neil", 'o´neil'],
  ['צ׳ארלי', "צ'ארלי"],
  ['Straße nach Łódź', 'strasse lodz'],
  ['Team 🌸', '🌸'],
  ['C++ & C#', 'c++'],
  ['... and more', '...'],
  ['昨日のPlan', 'plan 昨日'],
])('a conversation called %j is found by %j', (title, query) => {
  const all = [conversation({ id: 'it', kind: 'GROUP', title })]
  expect(shown(all, 'all', query)).toEqual(['it'])
  expect(shown(all, 'all', `${query} zz`)).toEqual([])
})
