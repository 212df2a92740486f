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
  [
    'the own reaction stays when a later frame does not tell it',
    state(2, { ...many, mine: true }),
    state(3, many),
    true,
  ],
  [
    'the own reaction stays when the frame comes first',
    state(3, many),
    state(2, { ...many, mine: true }),
    true,
  ],
  [
    'a person without a reaction still has none after a frame',
    state(2, { ...many, mine: false }),
    state(3, many),
    false,
  ],
  [
    'a later answer wins over an earlier one',
    state(2, { ...many, mine: true }),
    state(3, { ...many, mine: false }),
    false,
  ],
  [
    'an answer wins over a frame of the same version',
    state(3, many),
    state(3, { ...many, mine: true }),
    true,
  ],
  [
    'a short list of reactions needs no answer',
    state(2, { ...many, mine: true }),
    state(3, few),
    undefined,
  ],
  [
    'the own reaction with another emoji is not taken over',
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
