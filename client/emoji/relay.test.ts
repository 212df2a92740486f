import { expect, test } from 'vitest'
import { normalEmoji } from '../../wire/text/emoji.ts'
import { loadAllEmoji } from './all-emoji.ts'
import { TONES, withTone } from './tones.ts'

test('the relay takes every emoji of the picker, in each tone, as it is', async () => {
  const groups = await loadAllEmoji('en')
  const signs = groups
    .flatMap(({ emoji }) => emoji)
    .flatMap(({ sign, hasTones }) =>
      hasTones ? TONES.map((tone) => withTone(sign, tone)) : [sign],
    )
  expect(signs.length).toBeGreaterThan(3_000)
  expect(signs.filter((sign) => normalEmoji(sign) !== sign)).toEqual([])
})
