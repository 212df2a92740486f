import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from '../refusal.ts'
import { createReadiness } from './readiness.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('many questions cause one look a second', async () => {
  const look = vi.fn<() => Promise<void>>().mockResolvedValue()
  const isReady = createReadiness(look)
  await Promise.all(Array.from({ length: 100 }, isReady))
  await isReady()
  vi.advanceTimersByTime(999)
  await isReady()
  expect(look).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(2)
  await isReady()
  expect(look).toHaveBeenCalledTimes(2)
})

test('a look that does not end is answered within two seconds, and later questions share it', async () => {
  let end = (): void => undefined
  const look = vi.fn<() => Promise<void>>(() => new Promise((resolve) => (end = resolve)))
  const isReady = createReadiness(look)
  for (const _ of [1, 2]) {
    const answer = isReady().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(await answer).toMatchObject({ code: 'unavailable' })
  }
  expect(look).toHaveBeenCalledTimes(1)
  end()
  await vi.advanceTimersByTimeAsync(0)
  await expect(isReady()).resolves.toBeUndefined()
})

test('the reason is repeated until the next look', async () => {
  const reason = new Refusal('unavailable', 'The database is too old.')
  const look = vi.fn<() => Promise<void>>().mockRejectedValueOnce(reason).mockResolvedValue()
  const isReady = createReadiness(look)
  await expect(isReady()).rejects.toBe(reason)
  await expect(isReady()).rejects.toBe(reason)
  vi.advanceTimersByTime(1_001)
  await expect(isReady()).resolves.toBeUndefined()
})
