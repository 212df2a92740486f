import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOutbox } from './outbox.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An outbox, and the frames of each batch that it sent. */
function openOutbox() {
  const batches: string[][] = []
  const outbox = createOutbox(
    async (text) => void batches.push(text.match(/frame \d+/g) ?? []),
    () => undefined,
  )
  const add = (worth: number | undefined, ...numbers: number[]) =>
    numbers.forEach((number) => outbox.add(`["frame ${number}"]`, worth))
  return { outbox, batches, add }
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

test('after a pause a frame goes at once, and those of little worth then go together', async () => {
  const { batches, add } = openOutbox()
  add(1, 1)
  await pass(1)
  expect(batches).toEqual([['frame 1']])
  add(1, 2)
  await pass(40)
  add(1, 3)
  expect(batches).toHaveLength(1)
  await pass(60)
  expect(batches.slice(1)).toEqual([['frame 2', 'frame 3']])
})

test('frames that together are worth a batch do not wait longer', async () => {
  const { batches, add } = openOutbox()
  add(1, 1)
  await pass(5)
  add(1, 2, 3, 4, 5, 6)
  await pass(10)
  expect(batches).toHaveLength(1)
  add(1, 7)
  await pass(1)
  expect(batches[1]).toEqual([2, 3, 4, 5, 6, 7].map((number) => `frame ${number}`))
  add(6, 8)
  await pass(10)
  expect(batches[2]).toEqual(['frame 8'])
})

test('a frame that is worth a batch takes the others along, in their order', async () => {
  const { batches, add } = openOutbox()
  add(1, 1)
  await pass(1)
  add(1, 2)
  add(undefined, 3)
  add(1, 4)
  await pass(10)
  expect(batches.slice(1)).toEqual([['frame 2', 'frame 3', 'frame 4']])
  add(1, 5)
  await pass(60)
  expect(batches).toHaveLength(2)
  await pass(20)
  expect(batches[2]).toEqual(['frame 5'])
})

test('a beat makes no frame wait', async () => {
  const { outbox, batches, add } = openOutbox()
  outbox.beat()
  await pass(5)
  add(1, 1)
  await pass(1)
  expect(batches).toEqual([[], ['frame 1']])
})

test('at the end of the node nothing waits', async () => {
  const { outbox, batches, add } = openOutbox()
  add(1, 1)
  await pass(1)
  add(1, 2, 3)
  await outbox.close()
  expect(batches).toEqual([['frame 1'], ['frame 2', 'frame 3']])
})
