import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RequestError } from './request-error.ts'
import type { Api } from './http.ts'
import { patientApi } from './patience.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limited = (seconds: number) =>
  new RequestError('rate_limited', { status: 429, retryAfter: seconds })

function setUp(...refusals: Error[]) {
  const call = vi.fn(async () => {
    const refusal = refusals.shift()
    if (refusal !== undefined) throw refusal
    return 'answer'
  })
  const onWait = vi.fn()
  const stopped = new AbortController()
  const patient = patientApi(call as unknown as Api, stopped.signal, onWait)
  return { call, onWait, stopped, ask: () => patient('GET', '/api/conversations') }
}

test('a rate-limited call reports the wait, waits, and is made again', async () => {
  const { call, onWait, ask } = setUp(limited(12), limited(3))
  const answer = ask()
  await vi.advanceTimersByTimeAsync(11_999)
  expect(call).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(call).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await answer).toBe('answer')
  expect(onWait.mock.calls).toEqual([[12], [3]])
})

test('another refusal, too long a wait or too many waits are thrown', async () => {
  const forbidden = new RequestError('forbidden', { status: 403 })
  await expect(setUp(forbidden).ask()).rejects.toBe(forbidden)
  const { onWait, ask } = setUp(limited(61))
  await expect(ask()).rejects.toMatchObject({ retryAfter: 61 })
  expect(onWait).not.toHaveBeenCalled()

  const often = setUp(...[1, 2, 3, 4].map(limited))
  const refused = expect(often.ask()).rejects.toMatchObject({ retryAfter: 4 })
  await vi.advanceTimersByTimeAsync(6_000)
  await refused
})

test('a stopped call waits no longer and is not made again', async () => {
  const { call, stopped, ask } = setUp(limited(12))
  const refused = expect(ask()).rejects.toMatchObject({ retryAfter: 12 })
  await vi.advanceTimersByTimeAsync(1)
  stopped.abort()
  await refused
  expect(call).toHaveBeenCalledTimes(1)
})
