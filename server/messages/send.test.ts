import { expect, test } from 'vitest'
import type { MessageWriter } from './store/message-writer.ts'
import { extraCostOf, sendMessage } from './send.ts'

test.each([
  [1, 0],
  [399, 0],
  [400, 1],
  [4_000, 10],
])('a message of %i characters counts as %i more', (length, cost) => {
  expect(extraCostOf('a'.repeat(length))).toBe(cost)
})

test('a reason that only a newer database knows is a refusal, and no message', async () => {
  const writer = { write: async () => ({ kind: 'of_tomorrow' }) } as unknown as MessageWriter
  const draft = { conversation_id: 'c1', client_id: 'one', body: 'hello' }
  await expect(sendMessage(writer, 'ada', draft)).rejects.toMatchObject({ code: 'unavailable' })
})
