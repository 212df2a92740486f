import { expect, test } from 'vitest'
import { isArchived } from './archive.ts'

test.each([
  ['never archived', null, false, false],
  ['archived after the last message', 7, false, true],
  ['with a later message', 6, false, false],
  ['muted, with a later message', 6, true, true],
  ['muted, but never archived', null, true, false],
])('%s', (_, archived_seq, muted, expected) => {
  expect(isArchived({ last_seq: 7, me: { archived_seq, muted } })).toBe(expected)
})
