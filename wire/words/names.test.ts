import { expect, test } from 'vitest'
import { mayBeName } from './may-be-name.ts'
import { hasWords, plainWords, searchedName } from './names.ts'
import { rankOf } from './rank.ts'

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
  ['van der Berg', 'vanderb', 0],
  ['Anna van der Berg', 'vander', 1],
  ['Anna van der Berg', 'derberg', 1],
  ['Anna van der Berg', 'ander', 3],
  ['Jean Luc', 'jean-luc', 0],
  ['عبد الله', 'عبدالله', 0],
  ['O Neil', "o'neil", 0],
  ['山田花子', '花子', 1],
  ['김철수', '철수', 1],
  ['हिन्दी', 'द', 2],
  ['Boat', 'pl', 3],
  ['Boat', '', 0],
])('%j matches %j with rank %i', (name, query, rank) => expect(rankOf(name, query)).toBe(rank))

test.each([
  ['Anna van der Berg', 'vanderberg', true],
  ['Anna van der Berg', 'vander berg', true],
  ['Anna van der Berg', 'derberg anna', true],
  ['Vanderberg', 'van der berg', true],
  ['Jean Luc', 'jeanluc', true],
  ['Team meeting', 'mm', false],
  ['Anna van der Berg', 'ander', false],
  ['Anna van der Berg', 'bergvan', false],
  ['한국 사람', '한국사람', true],
  ['عبد الله', 'عبدالله', true],
  ['عبدالله', 'عبد الله', true],
])('in %j, the words of %j are there: %j', (name, typed, there) =>
  expect(hasWords(name, plainWords(typed))).toBe(there),
)

test('a text that is no name has no joins, so that a long post costs no more than before', () => {
  const long = 'word '.repeat(1_000)
  expect(searchedName(long).length).toBeLessThan(2 * long.length + 10)
})

test.each(['李', 'あ', 'ア', '김', '😀', '𠮷', 'ab', 'ñé'])('%j may be a name', (typed) =>
  expect(mayBeName(typed)).toBe(true),
)

test.each(['', 'a', 'Ж', '1', '-', 'ᄀ'])('%j is too little of a name', (typed) =>
  expect(mayBeName(typed)).toBe(false),
)

test('inner signs are left out of a word that has letters', () =>
  expect(plainWords("o'neil J.R.R. '")).toEqual(['oneil', 'jrr', "'"]))
