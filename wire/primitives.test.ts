import { expect, test } from 'vitest'
import { id, isStorable } from './primitives.ts'

test('an id of an imported account is read, in one spelling', () => {
  expect(id.parse('ABCDEF01-2222-3333-4444-555555555555')).toBe(
    'abcdef01-2222-3333-4444-555555555555',
  )
})

test.each([
  '',
  'ada',
  '11111111-2222-3333-4444-55555555555',
  "11111111-2222-3333-4444-55555555555'",
])('%j is no id', (text) => {
  expect(id.safeParse(text).success).toBe(false)
})

test.each([
  ['', true],
  ['hello 👍', true],
  ['a\0b', false],
  ['half \ud83d', false],
])('%j can be stored: %s', (text, storable) => {
  expect(isStorable(text)).toBe(storable)
})
