import { describe, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import type { Api } from '../requests/http.ts'
import { createSteps } from './steps.ts'
import type { AccessToken } from './supabase/sign-in-result.ts'
import type { SignInService } from './supabase/supabase.ts'

const answer = { session: { id: 's1', expires_in: 900 }, user: { id: 'ada' } }

function setUp(tokens: AccessToken[] = [{ kind: 'token', token: 'first' }]) {
  const call = vi.fn<(method: string, path: string, ...rest: unknown[]) => Promise<unknown>>()
  const forget = vi.fn()
  const signIn = {
    storedUser: () => 'ada',
    passwordWanted: () => null,
    accessToken: vi.fn(async () => tokens.shift() ?? { kind: 'token', token: 'next' }),
    forget,
  } as unknown as SignInService
  const onCookies = vi.fn()
  return { call, signIn, forget, onCookies, steps: createSteps(call as Api, signIn, onCookies) }
}

const bearers = (call: ReturnType<typeof setUp>['call']) =>
  call.mock.calls.map(([, , , headers]) => (headers as { authorization: string }).authorization)

describe('a refresh that says that the sign-in is stale', () => {
  const stale = { ...answer, session: { ...answer.session, sign_in_stale: true } }

  test('bridges again', async () => {
    const { call, steps } = setUp()
    const bridged = { ...answer, session: { id: 's1', expires_in: 600 } }
    call.mockResolvedValueOnce(stale).mockResolvedValueOnce(bridged)
    expect(await steps.renew()).toMatchObject({ kind: 'ready', expiresIn: 600 })
  })

  test('goes on with what it got when Supabase or the bridge does not answer', async () => {
    const { call, steps } = setUp([{ kind: 'token', token: 'first' }, { kind: 'unreachable' }])
    call
      .mockResolvedValueOnce(stale)
      .mockRejectedValueOnce(new RequestError('unavailable', { status: 503 }))
    expect(await steps.renew()).toMatchObject({ kind: 'ready', expiresIn: 900 })
    call.mockResolvedValueOnce(stale)
    expect(await steps.renew()).toMatchObject({ kind: 'ready', expiresIn: 900 })
  })

  test('signs out when Supabase says that the sign-in is over', async () => {
    const { call, steps } = setUp([{ kind: 'none' }])
    call.mockResolvedValueOnce(stale)
    expect(await steps.renew()).toEqual({ kind: 'signed_out', reason: 'expired' })
  })
})

describe('a refresh that says that the person has signed in elsewhere since', () => {
  const older = { ...answer, session: { ...answer.session, newer_sign_in: true } }

  test('asks Supabase for a new token, also while the last one is good, and bridges with it', async () => {
    const { call, signIn, steps } = setUp()
    call.mockResolvedValueOnce(older).mockResolvedValueOnce(answer)
    expect((await steps.renew()).kind).toBe('ready')
    expect(vi.mocked(signIn.accessToken).mock.calls).toEqual([[{ renew: true }]])
    expect(call).toHaveBeenCalledTimes(2)
  })

  test('signs out where Supabase refuses the older sign-in, and only there', async () => {
    const { call, steps } = setUp([{ kind: 'unreachable' }, { kind: 'none' }])
    call.mockResolvedValue(older)
    expect((await steps.renew()).kind).toBe('ready')
    expect(await steps.renew()).toEqual({ kind: 'signed_out', reason: 'expired' })
  })
})

describe('the bridge', () => {
  test('presents the access token, and tells that the cookies changed', async () => {
    const { call, steps, onCookies } = setUp()
    call.mockResolvedValueOnce(answer)
    expect(await steps.bridge()).toMatchObject({ kind: 'ready', sessionId: 's1', expiresIn: 900 })
    expect(bearers(call)).toEqual(['Bearer first'])
    expect(onCookies).toHaveBeenCalledExactlyOnceWith(answer)
  })

  test('a token that is refused is renewed, and presented once more', async () => {
    const { call, signIn, steps } = setUp()
    call
      .mockRejectedValueOnce(new RequestError('invalid_token', { status: 401 }))
      .mockResolvedValueOnce(answer)
    expect((await steps.bridge()).kind).toBe('ready')
    expect(signIn.accessToken).toHaveBeenLastCalledWith({ renew: true })
    expect(bearers(call)).toEqual(['Bearer first', 'Bearer next'])
  })

  test('a second refusal is reported, and does not sign out', async () => {
    const { call, forget, steps } = setUp()
    call.mockRejectedValue(new RequestError('invalid_token', { status: 401, requestId: 'r-1' }))
    expect(await steps.bridge()).toMatchObject({ kind: 'failed', cause: 'invalid_token' })
    expect(call).toHaveBeenCalledTimes(2)
    expect(forget).not.toHaveBeenCalled()
  })

  test('a sign-in that ended is forgotten here, too', async () => {
    const { call, forget, steps } = setUp()
    call.mockRejectedValueOnce(new RequestError('sign_in_ended', { status: 401 }))
    expect(await steps.bridge()).toEqual({ kind: 'signed_out', reason: 'elsewhere' })
    expect(forget).toHaveBeenCalledOnce()
  })

  test('Supabase out of reach is no reason to sign anybody out', async () => {
    const { forget, steps } = setUp([{ kind: 'unreachable' }])
    expect(await steps.bridge()).toMatchObject({ kind: 'failed', cause: 'sign_in_service' })
    expect(forget).not.toHaveBeenCalled()
  })

  test('a sign-in that Supabase no longer knows is over', async () => {
    const { steps } = setUp([{ kind: 'none' }])
    expect(await steps.bridge()).toEqual({ kind: 'signed_out', reason: 'expired' })
  })
})

describe.each(['load', 'renew', 'bridge'] as const)('%s', (name) => {
  test.each([
    new RequestError('network'),
    new RequestError('unavailable', { status: 408 }),
    new RequestError('rate_limited', { status: 429, requestId: 'r', retryAfter: 30 }),
    new RequestError('internal', { status: 500 }),
    new RequestError('unavailable', { status: 503 }),
  ])('$message clears nothing and asks nothing else', async (error) => {
    const { call, forget, steps } = setUp()
    call.mockRejectedValue(error)
    expect(await steps[name]()).toEqual({
      kind: 'failed',
      cause: error.code,
      requestId: error.requestId,
      retryAfter: error.retryAfter,
    })
    expect(call).toHaveBeenCalledOnce()
    expect(forget).not.toHaveBeenCalled()
  })
})

test('cookies refreshed for another person are replaced by those of this person', async () => {
  const { call, steps } = setUp()
  call.mockResolvedValueOnce({ ...answer, user: { id: 'ben' } }).mockResolvedValueOnce(answer)
  expect(await steps.renew()).toMatchObject({ kind: 'ready', user: { id: 'ada' } })
})
