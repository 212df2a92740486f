import { expect, test } from 'vitest'
import { id, shownName, isStorable } from './primitives.ts'

test('an id of an imported account is read, in one spelling', () => {
  expect(id.parse('ABCDEF01-2222-3333-4444-555555555555')).toBe(
    'abcdef01-2222-3333-4444-555555555555',
  )
})

test.each([
  '11111111-2222-3333-4444-555555555555',
  '11111111222233334444555555555555',
  '{11111111-2222-3333-4444-555555555555}',
  '{11111111222233334444555555555555}',
  '1111-1111-2222-3333-4444-5555-5555-5555',
  '11111111-22223333-44445555-55555555',
])('%s is the same id, as PostgreSQL reads it', (text) => {
  expect(id.parse(text)).toBe('11111111-2222-3333-4444-555555555555')
})

test.each([
  '',
  '{11111111-2222-3333-4444-555555555555',
  '111-11111-2222-3333-4444-555555555555',
  '11111111-2222-3333-4444-555555555555-',
  '11111111--2222-3333-4444-555555555555',
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

test('a name shows something, and turns no text around it', () => {
  const name = shownName(10)
  expect(name.parse(' Eva\u202e\u2066 M ')).toBe('Eva M')
  expect(name.parse('👩‍🚀')).toBe('👩‍🚀')
  expect(name.parse('1️⃣ ❤️‍🔥')).toBe('1️⃣ ❤️‍🔥')
  expect(name.parse('می‌خواهم')).toBe('می‌خواهم')
  expect(name.parse(`Z${'\u0335\u0301'.repeat(50)}o`)).toBe('Z\u0335\u0301\u0335\u0301o')
  expect(name.parse(`ก${'็'.repeat(50)}`)).toBe(`ก${'็'.repeat(4)}`)
  expect(name.parse('\u0301\u20e3Eva \u0301M')).toBe('Eva M')
  expect(name.safeParse('\u0301').success).toBe(false)
  for (const text of ['', ' ', '\u202e', '\u3164\u200b', '\u2800', 'x'.repeat(11), 'a\0b'])
    expect(name.safeParse(text).success, JSON.stringify(text)).toBe(false)
})
