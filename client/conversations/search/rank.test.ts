import { expect, test } from 'vitest'
import { ADA, conversation, participant } from '../../testing/fixtures.ts'
import { bestFirst } from './rank.ts'

const group = (title: string, minute: number, people: string[] = []) =>
  conversation({
    id: title,
    kind: 'GROUP',
    title,
    participants: [ADA, ...people].map((id) => participant(id)),
    active_at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  })

test('the best match comes first: begins, a word begins, contains, a name; the recent one at a tie', () => {
  const items = [
    group('Boats', 9, ['pliny']),
    group('Supplies', 8),
    group('The plan', 7),
    group('Plan', 1),
    group('Plants', 2),
  ]
  const found = bestFirst(items, { me: ADA, query: 'pl', titleOf: ({ title }) => title ?? '' })
  expect(found.map(({ title }) => title)).toEqual([
    'Plants',
    'Plan',
    'The plan',
    'Supplies',
    'Boats',
  ])
})
