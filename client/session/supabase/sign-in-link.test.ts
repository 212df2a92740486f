import { describe, expect, test } from 'vitest'
import { masked, readLink } from './sign-in-link.ts'

const at = (rest: string) => `https://parley.example/${rest}`
const token = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
const soon = Math.floor(Date.now() / 1000) + 3600
const ada = token({ email: 'ada@example.com', exp: soon })

describe('what a link leaves in the address bar', () => {
  test.each([
    ['', { kind: 'none' }],
    ['c/1?tab=people#top', { kind: 'none' }],
    [`#access_token=${ada}&refresh_token=b&type=signup`, { kind: 'question', purpose: 'signup' }],
    [`#access_token=${ada}&refresh_token=b&type=recovery`, { purpose: 'recovery' }],
    [`#access_token=${ada}&refresh_token=b`, { purpose: 'signin', address: 'a…@example.com' }],
    ['?token_hash=h&type=email', { kind: 'question', purpose: 'signin', address: null }],
    ['#token_hash=h&type=email', { kind: 'question', purpose: 'signin' }],
    ['?token_hash=h&type=signup', { purpose: 'signup' }],
    ['?token_hash=h&type=invite', { purpose: 'invite' }],
    ['?token_hash=h&type=email_change', { purpose: 'email_change' }],
    ['?token_hash=h&type=constructor', { kind: 'problem', problem: 'other' }],
    ['?token_hash=h', { kind: 'problem', problem: 'other' }],
    ['#error=access_denied&error_code=otp_expired', { kind: 'problem', problem: 'link_expired' }],
    [
      '?error=server_error&error_code=unexpected_failure&error_description=Database+error+saving+new+user',
      { kind: 'problem', problem: 'service_failed' },
    ],
    ['?error=server_error#error=server_error', { problem: 'service_failed' }],
    ['#error=access_denied', { problem: 'denied' }],
    ['?error=access_denied&error_description=The+user+denied+the+request', { problem: 'denied' }],
    ['#error=access_denied&error_code=signup_disabled', { problem: 'sign_up_off' }],
    ['#error=access_denied&error_code=user_banned', { problem: 'banned' }],
    [
      '#error=access_denied&error_code=provider_email_needs_verification',
      { problem: 'email_not_confirmed' },
    ],
    ['#error=access_denied&error_code=over_email_send_rate_limit', { problem: 'too_many' }],
    ['#error=<img src=x>&error_code=<b>you+won</b>', { problem: 'other' }],
    ['#error=x&error_code=constructor', { problem: 'other' }],
    ['#error=x&error_code=__proto__', { problem: 'other' }],
    [`#error=x&access_token=${ada}&refresh_token=b`, { kind: 'problem', problem: 'other' }],
    ['#message=Confirmation+link+accepted.&sb=', { kind: 'problem', problem: 'half_confirmed' }],
    ['?code=abc', { kind: 'none' }],
  ])('%s', (rest, link) => {
    expect(readLink(at(rest), null)).toMatchObject(link)
  })

  test('a code belongs to a flow that was begun here', () => {
    const credential = { kind: 'code', code: 'abc' }
    expect(readLink(at('?code=abc'), '"verifier"')).toEqual({
      kind: 'question',
      purpose: 'provider',
      userId: undefined,
      address: null,
      credential,
    })
    expect(readLink(at('?code=abc'), '"verifier/PASSWORD_RECOVERY"')).toMatchObject({
      purpose: 'recovery',
    })
  })

  test.each([
    ['no token', 'access_token=&refresh_token=b'],
    ['no JSON', 'access_token=a.b.c&refresh_token=b'],
    ['no claims', `access_token=${token([])}&refresh_token=b`],
    ['null', `access_token=${token(null as never)}&refresh_token=b`],
    ['no refresh token', `access_token=${ada}`],
    ['an end in the past', `access_token=${token({ exp: 1 })}&refresh_token=b`],
    ['an end that is no number', `access_token=${token({ exp: 'never' })}&refresh_token=b`],
  ])('tokens with %s are no sign-in', (_, hash) => {
    expect(readLink(at(`#${hash}`), null).kind).toBe('problem')
  })
})

test.each([
  ['mia@example.com', 'm…@example.com'],
  ['émile@exämple.com', 'é…@exämple.com'],
  ['+15550001111', '…1111'],
  ['15550001111', '…1111'],
  ['', null],
  [undefined, null],
  [7, null],
  ['You won! Click here', null],
  ['a@evil.com you won', null],
  ['a@\u202Emoc.live', null],
  ['<b>@example.com', null],
  [`a@${'e'.repeat(300)}`, null],
])('%j is shown as %j', (address, shown) => {
  expect(masked(address)).toBe(shown)
})
