import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RequestError } from './request-error.ts'
import { api, signedInApi, type Api } from './http.ts'

const fetched = vi.fn<typeof fetch>()
beforeEach(() => {
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const refusal = async () => {
  const error: unknown = await api('POST', '/api/x').catch((thrown: unknown) => thrown)
  if (!(error instanceof RequestError)) throw new Error('no RequestError')
  return error
}

test('a change carries headers that another site cannot set, a read does not need them', async () => {
  fetched.mockImplementation(async () => Response.json({ a: 1 }))
  expect(await api('PUT', '/api/x', { b: 2 })).toEqual({ a: 1 })
  expect(fetched.mock.lastCall?.[1]).toMatchObject({
    method: 'PUT',
    credentials: 'same-origin',
    headers: { 'x-parley-client': '1', 'content-type': 'application/json' },
    body: '{"b":2}',
  })
  await api('GET', '/api/x')
  expect(fetched.mock.lastCall?.[1]).not.toHaveProperty('body')
})

test('an answer without content is undefined', async () => {
  fetched.mockResolvedValueOnce(new Response(null, { status: 204 }))
  expect(await api('DELETE', '/api/x')).toBeUndefined()
})

describe('a failed request tells', () => {
  test('its code, its request id and the seconds to wait', async () => {
    const error = { code: 'rate_limited', message: '…', request_id: 'r-1', retry_after: 12 }
    fetched.mockResolvedValueOnce(Response.json({ error }, { status: 429 }))
    expect(await refusal()).toMatchObject({
      code: 'rate_limited',
      status: 429,
      requestId: 'r-1',
      retryAfter: 12,
      transient: true,
    })
  })

  test('what the status says, when a proxy answers instead of the relay', async () => {
    const headers = { 'x-request-id': 'r-2', 'retry-after': '7' }
    fetched.mockResolvedValueOnce(new Response('<html>', { status: 502, headers }))
    expect(await refusal()).toMatchObject({
      code: 'unavailable',
      requestId: 'r-2',
      retryAfter: 7,
      transient: true,
    })
  })

  test('that the network failed, when there was no answer', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    expect(await refusal()).toMatchObject({ code: 'network', status: 0, transient: true })
  })

  test.each([
    [401, false],
    [403, false],
    [408, true],
    [429, true],
    [500, true],
  ])('whether %i is transient: %s', async (status, passing) => {
    const headers = { 'x-request-id': 'r-3' }
    fetched.mockResolvedValueOnce(new Response('', { status, headers }))
    expect((await refusal()).transient).toBe(passing)
  })

  test('what the relay says without a body, as it answers HEAD', async () => {
    const headers = { 'x-request-id': 'r-4' }
    fetched.mockResolvedValueOnce(new Response(null, { status: 404, headers }))
    expect(await refusal()).toMatchObject({ code: 'not_found', status: 404, transient: false })
  })
})

describe('for a signed-in person', () => {
  const expired = new RequestError('session_expired', { status: 401 })
  const setUp = () => {
    const call = vi.fn()
    const session = { recover: vi.fn(async () => true), otherPerson: vi.fn() }
    return { call, ...session, signedIn: signedInApi('ada', session, call as Api) }
  }

  test('an expired session is renewed, and the call is made again', async () => {
    const { call, recover, signedIn } = setUp()
    call.mockRejectedValueOnce(expired).mockResolvedValueOnce('answer')
    expect(await signedIn('GET', '/api/x')).toBe('answer')
    expect(recover).toHaveBeenCalledOnce()
  })

  test('a second refusal is thrown', async () => {
    const { call, signedIn } = setUp()
    call.mockRejectedValue(expired)
    await expect(signedIn('GET', '/api/x')).rejects.toBe(expired)
    expect(call).toHaveBeenCalledTimes(2)
  })

  test('a refusal that is not about the session does not renew it', async () => {
    const { call, recover, otherPerson, signedIn } = setUp()
    call.mockRejectedValue(new RequestError('not_found', { status: 404 }))
    await expect(signedIn('GET', '/x')).rejects.toThrow(RequestError)
    expect(recover).not.toHaveBeenCalled()
    expect(otherPerson).not.toHaveBeenCalled()
  })

  test('every call names the person, also the one after a renewal', async () => {
    const { call, signedIn } = setUp()
    call.mockRejectedValueOnce(expired)
    await signedIn('PUT', '/api/x', { draft: 'x' })
    const request = ['PUT', '/api/x', { draft: 'x' }, { 'x-parley-person': 'ada' }]
    expect(call.mock.calls).toEqual([request, request])
  })

  test('cookies of another person are reported once, and the call is not made again', async () => {
    const { call, recover, otherPerson, signedIn } = setUp()
    const other = new RequestError('other_person', { status: 403 })
    call.mockRejectedValue(other)
    await expect(signedIn('PUT', '/api/x')).rejects.toBe(other)
    expect(otherPerson).toHaveBeenCalledExactlyOnceWith('ada')
    expect(call).toHaveBeenCalledOnce()
    expect(recover).not.toHaveBeenCalled()
  })

  test('a renewal that brought the cookies of another person is reported, too', async () => {
    const { call, otherPerson, signedIn } = setUp()
    const other = new RequestError('other_person', { status: 403 })
    call.mockRejectedValueOnce(expired).mockRejectedValueOnce(other)
    await expect(signedIn('PUT', '/api/x')).rejects.toBe(other)
    expect(otherPerson).toHaveBeenCalledExactlyOnceWith('ada')
  })
})

describe('where a browser extension or a network stands between', () => {
  test.each<[string, () => unknown]>([
    [
      'throws at once',
      () => {
        throw new Error('blocked by an extension')
      },
    ],
    ['returns nothing', () => undefined],
    ['returns no promise', () => ({ ok: true, status: 200 })],
    ['answers without a body', async () => new Response(null, { status: 200 })],
    ['answers 200 with a page', async () => new Response('<html>Sign in to this network</html>')],
    ...[401, 403, 404, 405, 407, 511].flatMap((status): [string, () => unknown][] => [
      [`answers ${status} with a page`, async () => new Response('<html>Sign in', { status })],
      [
        `answers ${status} in JSON of its own`,
        async () => Response.json({ message: 'Forbidden' }, { status }),
      ],
    ]),
    ...[null, 'blocked', 7, true].map((answer): [string, () => unknown] => [
      `answers 200 with ${JSON.stringify(answer)}`,
      async () => Response.json(answer),
    ]),
  ])('a fetch that %s is a request without an answer, which ends nothing', async (_, how) => {
    fetched.mockImplementationOnce(how as never)
    expect((await refusal()).transient).toBe(true)
  })
})
