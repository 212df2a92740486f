import { expect, test } from 'vitest'
import type { Reaction } from '../../../wire/messages.ts'
import { message } from '../../testing/fixtures.ts'
import { laterOf } from './later-message.ts'

const [few, many] = [
  { emoji: '👍', user_ids: ['ben'] },
  { emoji: '👍', user_ids: ['ben'], more: 9 },
]
const state = (ver: number, ...reactions: Reaction[]) => message(1, { ver, reactions })

test.each([
  ['the own reaction stays', state(2, { ...many, mine: true }), state(3, many), true],
  ['also when the frame came first', state(3, many), state(2, { ...many, mine: true }), true],
  ['no reaction stays none', state(2, { ...many, mine: false }), state(3, many), false],
  ['an answer wins', state(2, { ...many, mine: true }), state(3, { ...many, mine: false }), false],
  ['of one version, the answer wins', state(3, many), state(3, { ...many, mine: true }), true],
  ['a short list needs no answer', state(2, { ...many, mine: true }), state(3, few), undefined],
  [
    'another emoji is another',
    state(2, { ...many, emoji: '🎉', mine: true }),
    state(3, many),
    undefined,
  ],
])('%s', (_, one, other, mine) => {
  const later = laterOf(one, other)
  expect(later.ver).toBe(3)
  expect(later.reactions[0]?.mine).toBe(mine)
})

test('a state with nothing to add stays the same object', () => {
  const [one, other] = [state(2, few), state(3, { ...many, mine: false })]
  expect(laterOf(one, other)).toBe(other)
  expect(laterOf(other, one)).toBe(other)
})
