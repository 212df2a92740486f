// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRefresh } from './refresh.ts'

const URL = 'https://project.supabase.co/auth/v1/token?grant_type=refresh_token'
const session = { access_token: 'new', refresh_token: 'r', expires_in: 3600 }

/** Each answer is given once. What is asked after them finds the last one again. */
function renewal(...answers: (() => Response | Promise<Response>)[]) {
  const request = vi.fn(async () => (answers.length > 1 ? answers.shift()! : answers[0]!)())
  const tell = vi.fn()
  const refresh = createRefresh(request, {
    stored: () => null,
    away: tell,
    refused: () => undefined,
  })
  return { request, tell, refresh: () => refresh(URL) }
}
const json = (status: number, body: object, headers = {}) => {
  return () => Response.json(body, { status, headers })
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a new token is handed on', async () => {
  const { refresh } = renewal(json(200, session))
  expect(await (await refresh()).json()).toEqual(session)
})

test.each([
  'refresh_token_not_found',
  'refresh_token_already_used',
  'session_not_found',
  'session_expired',
  'user_banned',
  'user_not_found',
])('%s is a definite refusal', async (code) => {
  for (const body of [{ code }, { code: 400, error_code: code }]) {
    const { refresh, tell } = renewal(json(400, body))
    expect((await refresh()).status).toBe(400)
    expect(tell.mock.calls).toEqual([[false]])
  }
})

describe('nothing is said of a sign-in by', () => {
  test.each([
    ['too many', json(429, { code: 'over_request_rate_limit' })],
    ['a timeout', json(408, {})],
    ['a conflict of two tabs', json(409, { code: 'conflict' })],
    ['a key that the project does not know', json(401, { message: 'Invalid API key' })],
    ['a code of tomorrow', json(400, { code: 'something_new' })],
    ['a proxy', () => new Response('<h1>Forbidden</h1>', { status: 403 })],
    ['the sign-in page of a network', () => new Response('<h1>Hello</h1>')],
    ['an answer without a session', json(200, { message: 'maintenance' })],
    ['a fault', json(503, {})],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('%s', async (_, answer) => {
    const { refresh, tell } = renewal(answer)
    // Supabase's client keeps the sign-in after this status.
    expect((await refresh()).status).toBe(503)
    expect(tell.mock.calls).toEqual([[true]])
  })
})

test('after each failure the wait is longer, and Supabase is not asked before it is over', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1)
  const { refresh, request } = renewal(json(429, {}))
  const asked: number[] = []
  for (let second = 0; second < 64; second++) {
    await refresh()
    asked.push(request.mock.calls.length)
    await vi.advanceTimersByTimeAsync(1000)
  }
  const times = asked.flatMap((count, second) => (count > (asked[second - 1] ?? 0) ? [second] : []))
  expect(times).toEqual([0, 1, 3, 7, 15, 31, 63])
})

test('Supabase may name the wait itself', async () => {
  const { refresh, request } = renewal(json(429, {}, { 'retry-after': '60' }), json(200, session))
  await refresh()
  await vi.advanceTimersByTimeAsync(59_000)
  expect((await refresh()).status).toBe(503)
  expect(request).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(2500)
  expect((await refresh()).status).toBe(200)
})

test('the waits of two pages differ', async () => {
  const pages = [0, 0.9].map((chance) => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(chance)
    return renewal(json(429, {}))
  })
  for (const { refresh } of pages) await refresh()
  await vi.advanceTimersByTimeAsync(600)
  for (const { refresh } of pages) await refresh()
  expect(pages.map(({ request }) => request.mock.calls.length)).toEqual([2, 1])
})
