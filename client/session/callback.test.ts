import { describe, expect, test } from 'vitest'
import { readCallback, withoutCallback } from './callback.ts'

const at = (rest: string) => `https://parley.example/${rest}`

describe('what a link leaves in the address bar', () => {
  test.each([
    ['', { kind: 'none' }],
    ['c/1?tab=people#top', { kind: 'none' }],
    [
      '#access_token=a&refresh_token=b&type=signup',
      { kind: 'session', flow: 'implicit', recovery: false },
    ],
    ['#access_token=a&type=recovery', { kind: 'session', flow: 'implicit', recovery: true }],
    ['#error=access_denied&error_code=otp_expired', { kind: 'error', expired: true }],
    ['?error=server_error&error_code=unexpected_failure', { kind: 'error', expired: false }],
    ['?code=abc', { kind: 'none' }],
  ])('%s', (rest, callback) => {
    expect(readCallback(at(rest), null)).toEqual(callback)
  })

  test('a code belongs to a flow that was begun here', () => {
    expect(readCallback(at('?code=abc'), '"verifier"')).toEqual({
      kind: 'session',
      flow: 'pkce',
      recovery: false,
    })
    expect(readCallback(at('?code=abc'), '"verifier/PASSWORD_RECOVERY"')).toMatchObject({
      recovery: true,
    })
  })
})

test.each([
  ['#access_token=a&refresh_token=b&expires_in=1', '/'],
  ['c/1?tab=people&code=abc', '/c/1?tab=people'],
  ['?error=x&error_code=y&error_description=z#error=x', '/'],
  ['c/1#message-7', '/c/1#message-7'],
])('nothing of it stays there: %s', (rest, clean) => {
  expect(withoutCallback(at(rest))).toBe(clean)
})
