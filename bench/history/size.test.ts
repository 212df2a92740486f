import { expect, test } from 'vitest'
import { sizeOf } from './size.ts'

test.each([10_000, 1_000_000, 10_000_000])('%d messages are about so many', (messages) => {
  const { conversations, others, length, each } = sizeOf(messages)
  const all = length + (conversations + others - 1) * each
  expect(Math.abs(all / messages - 1)).toBeLessThan(0.01)
})

test('ten million messages come with the largest room and the busiest person', () => {
  expect(sizeOf(10_000_000)).toMatchObject({ people: 100_000, room: 10_000, conversations: 5_000 })
})
