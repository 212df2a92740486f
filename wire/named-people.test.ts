import { expect, test } from 'vitest'
import { namedPeople } from './named-people.ts'

const plain = { sender_id: 'ada', event: null, mentions: [], reactions: [] }
const added = { type: 'added', user_ids: ['ben', 'cleo'] } as const

test('authors, people of system lines, mentioned people and reactors are named once each', () => {
  const messages = [
    { ...plain, mentions: ['dan'], reactions: [{ emoji: '👍', user_ids: ['eve', 'ada'] }] },
    { ...plain, sender_id: 'ben', event: { ...added, user_ids: [...added.user_ids] } },
    { ...plain, sender_id: null, event: { type: 'account_deleted' } as const },
    null,
  ]
  expect(namedPeople(messages)).toEqual(['ada', 'ben', 'cleo', 'dan', 'eve'])
})

test('there is a limit, and authors come first', () => {
  const user_ids = Array.from({ length: 1_000 }, (_, n) => `person ${n}`)
  const reactions = [{ emoji: '👍', user_ids }]
  const messages = [
    { ...plain, reactions },
    { ...plain, sender_id: 'ben' },
  ]
  const named = namedPeople(messages, 10)
  expect(named).toHaveLength(10)
  expect(named.slice(0, 2)).toEqual(['ada', 'ben'])
})
