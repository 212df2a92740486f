import { expect, test } from 'vitest'
import { ADA, conversation, participant } from '../../testing/fixtures.ts'
import { bestFirst, rankOf } from './rank.ts'

test.each([
  ['Plan', 'pl', 0],
  ['The Plan', 'pl', 1],
  ['team-plan', 'pl', 1],
  ['(Plan B)', 'plan b', 1],
  ['Airplane', 'pl', 2],
  ['Élan vital', 'elan', 0],
  ['Supplies', 'pl', 2],
  ['Airplane of the plan', 'pl', 1],
  ['𝒜plan', 'pl', 2],
  ['🍎plan', 'pl', 1],
  ['山田 花子', '花', 1],
  ['山田 花子', '山田花子', 0],
  ["Miles O'Neil", 'oneil', 1],
  ['Boat', 'pl', 3],
  ['Boat', '', 0],
])('%j matches %j with rank %i', (name, query, rank) => expect(rankOf(name, query)).toBe(rank))

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
