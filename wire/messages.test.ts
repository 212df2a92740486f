import { expect, test } from 'vitest'
import { emoji } from './messages.ts'

test.each(['👍', '👍🏽', '👩‍👩‍👧', '🇩🇪', '1️⃣', '❤️'])('%s is an emoji', (text) => {
  expect(emoji.safeParse(text).success).toBe(true)
})

test.each(['', 'a', '1', '11', '👍👍', '👍a', '🇩🇪🇫🇷'])('"%s" is no emoji', (text) => {
  expect(emoji.safeParse(text).success).toBe(false)
})
