import { expect, test } from 'vitest'
import {
  authorKey,
  authorOf,
  isBy,
  isByOneOf,
  personAuthor,
  personIdOf,
  sameAuthor,
  type Author,
} from './author.ts'

const ada = personAuthor('ada')
const mask: Author = { kind: 'alias', alias_id: 'ada' }
const nobody = authorOf({ sender_id: null })

test('the author of a message is its sender', () => {
  expect(authorOf({ sender_id: 'ada' })).toEqual({ kind: 'person', user_id: 'ada' })
  expect(nobody).toEqual({ kind: 'system' })
})

test('an alias never equals an account with the same id', () => {
  expect(sameAuthor(ada, mask)).toBe(false)
  expect(isBy(mask, 'ada')).toBe(false)
  expect(personIdOf(mask)).toBeNull()
})

test('authors are compared by value', () => {
  expect(sameAuthor(ada, authorOf({ sender_id: 'ada' }))).toBe(true)
  expect(sameAuthor(ada, personAuthor('ben'))).toBe(false)
  expect(sameAuthor(nobody, authorOf({ sender_id: null }))).toBe(true)
  expect(sameAuthor(nobody, ada)).toBe(false)
  expect(new Set([ada, mask, nobody].map(authorKey)).size).toBe(3)
})

test('an account is the author only of its own messages', () => {
  expect(isBy(ada, 'ada')).toBe(true)
  expect(isBy(ada, 'ben')).toBe(false)
  expect(isBy(nobody, 'ada')).toBe(false)
  expect(personIdOf(ada)).toBe('ada')
  const blocked = new Set(['ada', ''])
  expect([ada, mask, nobody].map((author) => isByOneOf(author, blocked))).toEqual([
    true,
    false,
    false,
  ])
  expect(isByOneOf(personAuthor('ben'), blocked)).toBe(false)
})
