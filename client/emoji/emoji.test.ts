import { expect, test } from 'vitest'
import { emoji as emojiShape } from '../../wire/messages.ts'
import { findEmoji, groups } from './emoji.ts'
import { QUICK } from './quick.ts'

const all = groups.flatMap((group) => group.emoji)

test('there are enough emoji, each only once and with a name', () => {
  expect(all.length).toBeGreaterThan(290)
  expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length)
  expect(all.filter(({ names }) => !/^[a-z]/u.test(names))).toEqual([])
})

test('the server accepts every emoji as a reaction', () => {
  expect(all.filter(({ sign }) => !emojiShape.safeParse(sign).success)).toEqual([])
  expect(QUICK.every((sign) => all.some((one) => one.sign === sign))).toBe(true)
})

test('a search matches the beginnings of names', () => {
  expect(findEmoji('thumbs u').map(({ sign }) => sign)).toEqual(['👍'])
  expect(findEmoji('xyz')).toEqual([])
})

test.each([
  ['heart', '❤️'],
  ['cat', '🐱'],
  ['rain', '🌧️'],
  ['party', '🎉'],
])('the first match for %j is %s', (query, sign) => {
  expect(findEmoji(query)[0]?.sign).toBe(sign)
})
