import { expect, test } from 'vitest'
import { isOutdated } from './protocol.ts'

test.each([
  ['an older page', 1, 2, true],
  ['a page of the same version', 2, 2, false],
  ['a newer page', 3, 2, false],
  ['a page at a relay without a version', 1, undefined, false],
])('%s', (_, page, relay, outdated) => {
  expect(isOutdated(page, relay)).toBe(outdated)
})
