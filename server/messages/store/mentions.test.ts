import { expect, test } from 'vitest'
import { namesMentionedIn } from './mentions.ts'

test.each([
  ['no name', ''],
  ['@ada', 'ada'],
  ['@Ada and @BEN, @ada.', 'ada ben ada.'],
  ['(@ada-) @ben_', 'ada- ada ben_ ben'],
  ['ada@example.com @@ada x@ada @ ada', ''],
  [`@${'a'.repeat(31)}`, ''],
])('"%s" mentions "%s"', (body, names) => {
  expect(namesMentionedIn(body)).toBe(names)
})

test('a message of a thousand names has at most fifty looked up', () => {
  const body = Array.from({ length: 1_000 }, (_, n) => `@n${n}.`).join(' ')
  expect(namesMentionedIn(body).split(' ')).toHaveLength(50)
})
