import { expect, test } from 'vitest'
import { pluralOf } from './plural.ts'

test('every language chooses by its own rules', () => {
  const forms = {
    one: () => 'one',
    few: () => 'few',
    many: () => 'many',
    other: () => 'other',
  }
  const chosenBy = (language: string) =>
    [0, 1, 2, 5, 21, 1.5].map((n) => pluralOf(language)(n, forms))
  expect(chosenBy('en')).toEqual(['other', 'one', 'other', 'other', 'other', 'other'])
  expect(chosenBy('de')).toEqual(['other', 'one', 'other', 'other', 'other', 'other'])
  expect(chosenBy('fr')).toEqual(['one', 'one', 'other', 'other', 'other', 'one'])
  expect(chosenBy('pl')).toEqual(['many', 'one', 'few', 'many', 'many', 'other'])
  expect(chosenBy('ja')).toEqual(['other', 'other', 'other', 'other', 'other', 'other'])
  expect(pluralOf('pl')(2, { other: (n) => `${n}` })).toBe('2')
})
