import { afterEach, expect, test } from 'vitest'
import { emoji as emojiShape } from '../../wire/messages.ts'
import { browserStorage } from '../browser/browser-storage.ts'
import { emojiOf } from '../browser/stores.ts'
import { loadAllEmoji } from './all-emoji.ts'
import { choicesOf, keepRecent, keepTone, quickReactions } from './choices.ts'
import { findEmoji, groups } from './emoji.ts'
import { TONES, withoutTone, withTone } from './tones.ts'

const everything = await loadAllEmoji('en')
const all = everything.flatMap(({ emoji }) => emoji)
const signs = new Set(all.map(({ sign }) => sign))

afterEach(() => browserStorage.removeItem(emojiOf('ada')))

test.each(['en', 'de'])('the list of %s has every emoji once, with a name', async (language) => {
  const listed = (await loadAllEmoji(language)).flatMap(({ emoji }) => emoji)
  expect(listed.length).toBeGreaterThan(1800)
  expect(new Set(listed.map(({ sign }) => sign)).size).toBe(listed.length)
  expect(listed.filter(({ label }) => label.length < 2)).toEqual([])
})

test('the list holds the most used emoji, people, pets and flags', () => {
  const used = groups.flatMap(({ emoji }) => emoji).filter(({ sign }) => !signs.has(sign))
  expect(used).toEqual([])
  expect(['🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍🚒', '🧑‍🤝‍🧑', '*️⃣'].filter((sign) => !signs.has(sign))).toEqual([])
})

test('the server accepts every emoji in every tone', () => {
  const drawn = all.flatMap(({ sign, hasTones }) =>
    hasTones ? TONES.map((tone) => withTone(sign, tone)) : [sign],
  )
  expect(drawn.length).toBeGreaterThan(3000)
  expect(drawn.filter((sign) => !emojiShape.safeParse(sign).success)).toEqual([])
})

test.each([
  ['👋', '👋🏽'],
  ['✌️', '✌🏽'],
  ['👩‍🚒', '👩🏽‍🚒'],
  ['🏃‍♀️', '🏃🏽‍♀️'],
])('%s in the middle tone is %s, and back', (sign, toned) => {
  expect(withTone(sign, 3)).toBe(toned)
  expect(withTone(sign, 0)).toBe(sign)
  expect(withoutTone(toned)).toBe(sign.replace('✌️', '✌'))
})

test.each([
  ['tada', '🎉'],
  ['thumbs up', '👍'],
  ['germany', '🇩🇪'],
  ['firefighter', '🧑‍🚒'],
  ['rofl', '🤣'],
])('among all of them, the first match for %j is %s', (query, sign) => {
  expect(findEmoji(query, everything)[0]?.sign).toBe(sign)
})

test('the last choices come first, each once, and then the frequent ones in the chosen tone', () => {
  keepTone('ada', 3)
  for (const sign of ['🚀', '❤️', '🚀']) keepRecent('ada', sign)
  expect(quickReactions('ada', 4)).toEqual(['🚀', '❤️', '👍🏽', '😂'])
  expect(quickReactions('ben', 2)).toEqual(['👍', '❤️'])
})

test.each(['', '{', '[]', 'null', '{"tone":9,"recent":"x"}', '{"recent":[1,"",null,"👍"]}'])(
  'what the store holds may be anything: %j',
  (stored) => {
    browserStorage.setItem(emojiOf('ada'), stored)
    expect(choicesOf('ada').tone).toBe(0)
    expect(choicesOf('ada').recent.every((sign) => sign === '👍')).toBe(true)
  },
)
