import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWork, type WorkKind } from './work.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Starts tasks that end on request, and knows which of them are at work. */
function setUp(options: Parameters<typeof createWork>[0] = {}) {
  const work = createWork(options)
  const atWork: string[] = []
  const ends = new Map<string, () => void>()
  return {
    atWork,
    start(userId: string, kind: WorkKind, name: string): Promise<string> {
      return work.run(userId, kind, async () => {
        atWork.push(name)
        await new Promise<void>((resolve) => ends.set(name, resolve))
        atWork.splice(atWork.indexOf(name), 1)
        return name
      })
    },
    async end(name: string) {
      ends.get(name)?.()
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

test('a person has four tasks at work and two heavy ones among them, and another person has their own', async () => {
  const { start, end, atWork } = setUp()
  for (const n of [1, 2, 3]) void start('ada', 'heavy', `heavy ${n}`)
  for (const n of [1, 2, 3]) void start('ada', 'query', `query ${n}`)
  void start('ben', 'heavy', 'his')
  await settle()
  expect(atWork).toEqual(['heavy 1', 'heavy 2', 'query 1', 'query 2', 'his'])
  // A heavy task has no place yet, and the query behind it goes first.
  await end('query 1')
  expect(atWork).toEqual(['heavy 1', 'heavy 2', 'query 2', 'his', 'query 3'])
  await end('heavy 1')
  expect(atWork).toEqual(['heavy 2', 'query 2', 'his', 'query 3', 'heavy 3'])
})

test('two large pages are at work beside two heavy tasks', async () => {
  const { start, atWork } = setUp()
  for (const n of [1, 2, 3]) void start('ada', 'page', `page ${n}`)
  for (const n of [1, 2, 3]) void start('ada', 'heavy', `heavy ${n}`)
  await settle()
  expect(atWork).toEqual(['page 1', 'page 2', 'heavy 1', 'heavy 2'])
})

test('a task that finds no place in time is refused with the seconds to wait, and never runs', async () => {
  const { start, end, atWork } = setUp({ waitMilliseconds: 5_000 })
  for (const n of [1, 2]) void start('ada', 'heavy', `heavy ${n}`)
  const first = start('ada', 'heavy', 'third')
  const refused = start('ada', 'heavy', 'late').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(4_000)
  await end('heavy 1')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await refused).toMatchObject({ code: 'rate_limited', retryAfter: 1 })
  expect(atWork).toEqual(['heavy 2', 'third'])
  await end('third')
  expect(await first).toBe('third')
  expect(atWork).toEqual(['heavy 2'])
})

test('when nothing of the person ended in that time, the database is at fault', async () => {
  const { start } = setUp({ waitMilliseconds: 5_000 })
  for (const n of [1, 2, 3, 4]) void start('ada', 'query', `query ${n}`)
  const refused = start('ada', 'query', 'late').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await refused).toMatchObject({ code: 'unavailable', retryAfter: 1 })
})

test('also when tasks of the person failed in that time', async () => {
  const work = createWork({ waitMilliseconds: 5_000 })
  const failing = () =>
    work.run('ada', 'query', () => new Promise((_, fail) => setTimeout(fail, 4_900, new Error())))
  const started = Array.from({ length: 8 }, () => failing().catch(() => 'failed'))
  const refused = failing().catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await refused).toMatchObject({ code: 'unavailable', retryAfter: 1 })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await Promise.all(started)).toEqual(started.map(() => 'failed'))
})

test('above a number of waiting tasks, the next one is refused at once', async () => {
  const { start } = setUp({ maxWaiting: 2 })
  for (const n of [1, 2, 3, 4]) void start('ada', 'query', `query ${n}`)
  const waiting = [5, 6].map((n) => start('ada', 'query', `query ${n}`).catch(() => 'refused'))
  await expect(start('ada', 'query', 'query 7')).rejects.toMatchObject({ code: 'rate_limited' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await Promise.all(waiting)).toEqual(['refused', 'refused'])
})

test('a task that fails gives its place back', async () => {
  const work = createWork()
  const fail = () => work.run('ada', 'heavy', () => Promise.reject(new Error('on purpose')))
  for (let n = 0; n < 10; n++) await expect(fail()).rejects.toThrow('on purpose')
  expect(await work.run('ada', 'heavy', async () => 'done')).toBe('done')
})

test('after a heavy task its place rests for twice as long as the task took', async () => {
  const { start, end, atWork } = setUp()
  for (const n of [1, 2, 3]) void start('ada', 'heavy', `heavy ${n}`)
  await vi.advanceTimersByTimeAsync(40)
  await end('heavy 1')
  void start('ada', 'query', 'query')
  await vi.advanceTimersByTimeAsync(79)
  expect(atWork).toEqual(['heavy 2', 'query'])
  await vi.advanceTimersByTimeAsync(1)
  expect(atWork).toEqual(['heavy 2', 'query', 'heavy 3'])
})

test('the rest ends after half a second, and a query never rests', async () => {
  const { start, end, atWork } = setUp()
  for (const n of [1, 2, 3]) void start('ada', 'page', `page ${n}`)
  for (const n of [1, 2, 3]) void start('ada', 'query', `query ${n}`)
  await vi.advanceTimersByTimeAsync(3_000)
  await end('query 1')
  expect(atWork).toEqual(['page 1', 'page 2', 'query 2', 'query 3'])
  await end('page 1')
  await vi.advanceTimersByTimeAsync(500)
  expect(atWork).toEqual(['page 2', 'query 2', 'query 3', 'page 3'])
})
