import { expect, test } from 'vitest'
import { BATCH, batchAfter, restAfter } from './pace.ts'

test('while many messages come, the index rests as long as it worked, within limits', () => {
  const rests = [restAfter(25, 0.5, true), restAfter(500, 120, true), restAfter(5_000, 2_000, true)]
  expect(rests).toEqual([50, 120, 300])
})

test('a run for few messages waits for more of them', () => {
  expect([restAfter(0, 0.5, true), restAfter(24, 0.5, true)]).toEqual([300, 300])
})

test('a node that is not the first looks only whether the first does it', () => {
  expect([restAfter(0, 1, false), restAfter(500, 120, false)]).toEqual([1_500, 1_500])
})

test('a batch that fails comes again as smaller ones, down to one message', () => {
  let batch = BATCH
  for (let n = 0; n < 20; n++) batch = batchAfter(batch, true)
  expect([batchAfter(BATCH, true), batch]).toEqual([250, 1])
  for (let n = 0; n < 20; n++) batch = batchAfter(batch, false)
  expect(batch).toBe(BATCH)
})
