import { expect, test } from 'vitest'
import { conversationUpTo } from '../../testing/fixtures.ts'
import { createConversationList } from './conversation-list.ts'

const at = (id: string, minute: number) =>
  conversationUpTo(0, { id, active_at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString() })

test('the newest activity comes first, wherever a change moves a conversation', () => {
  const list = createConversationList()
  const ids = () => list.items().map(({ id }) => id)
  for (const [id, minute] of [
    ['a', 1],
    ['b', 3],
    ['c', 2],
  ] as const) {
    list.put(at(id, minute))
  }
  expect(ids()).toEqual(['b', 'c', 'a'])
  list.put(at('a', 9))
  list.put(at('d', 0))
  expect(ids()).toEqual(['a', 'b', 'c', 'd'])
  list.put(at('b', 0))
  list.remove('c')
  expect(ids()).toEqual(['a', 'd', 'b'])
})

test('pinned conversations come first, the newest pin at the top, and stay there', () => {
  const list = createConversationList()
  const pinnedAt = (id: string, activity: number, pin: number) => {
    const one = at(id, activity)
    return { ...one, me: { ...one.me, pinned_at: at('', pin).active_at } }
  }
  const ids = () => list.items().map(({ id }) => id)
  for (const one of [pinnedAt('a', 1, 5), at('b', 3), pinnedAt('c', 2, 6)]) list.put(one)
  expect(ids()).toEqual(['c', 'a', 'b'])
  list.put(at('b', 9))
  list.put(pinnedAt('a', 10, 5))
  expect(ids()).toEqual(['c', 'a', 'b'])
  list.put(at('c', 2))
  expect(ids()).toEqual(['a', 'b', 'c'])
})

test('without a change it is the same array', () => {
  const list = createConversationList()
  list.put(at('a', 1))
  expect(list.items()).toBe(list.items())
})
