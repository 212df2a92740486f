import { expect, test } from 'vitest'
import { isKnownVersion } from './known-version.ts'

test.each([
  ['"a,b"', true],
  ['W/"a,b"', true],
  ['*', true],
  [' * ', true],
  ['"old", "a,b"', true],
  ['"old",W/"a,b" , "new"', true],
  ['"old"', false],
  ['"a", "b"', false],
  ['"old", *', false],
  ['a,b', false],
  ['', false],
  [undefined, false],
])('If-None-Match: %s', (header, isKnown) => {
  expect(isKnownVersion({ 'if-none-match': header }, '"a,b"')).toBe(isKnown)
})
