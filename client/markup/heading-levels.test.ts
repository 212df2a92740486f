import { expect, test } from 'vitest'
import { readText } from '../../wire/text/read.ts'
import { headingLevels } from './heading-levels.ts'

test.each([
  ['# one\n## two\n### three', [3, 4, 5]],
  ['### three\n# one\n### three', [3, 3, 4]],
  ['###### six\n###### six', [3, 4]],
  ['# one\n> ### quoted\n- ## in a list\n\n### three', [3, 4, 4, 5]],
])('%j has the levels %j', (body, expected) =>
  expect([...headingLevels(readText(body)).values()]).toEqual(expected),
)
