// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PublicConfig } from '../../wire/session.ts'
import { createForms, methodsOf } from './sign-in.ts'
import { createSignIn, storageKey } from './supabase.ts'

const config: PublicConfig = {
  supabase: { url: 'https://project.supabase.co', publishable_key: 'key' },
  version: '1',
  protocol: 1,
  features: { dev_mail: false },
}
const KEY = 'sb-project-auth-token'
const soon = () => Math.floor(Date.now() / 1000) + 3600
const session = (id = 'ada', expires_at = soon()) => ({
  access_token: `token-of-${id}`,
  refresh_token: 'refresh',
  token_type: 'bearer',
  expires_in: 3600,
  expires_at,
  user: { id, aud: 'authenticated' },
})
const store = (value: object) => localStorage.setItem(KEY, JSON.stringify(value))

/** The answers of GoTrue, by the end of the path. */
const gotrue = new Map<string, () => Response | Promise<Response>>()
const requests: { path: string; body: unknown }[] = []
beforeEach(() => {
  localStorage.clear()
  gotrue.clear()
  requests.length = 0
  history.replaceState(null, '', '/')
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    const { pathname } = new URL(input)
    requests.push({ path: pathname, body: init?.body && JSON.parse(init.body as string) })
    const answer = gotrue.get(pathname.replace('/auth/v1/', ''))
    if (answer === undefined) throw new TypeError('Failed to fetch')
    return answer()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const refuse = (status: number, error_code: string) => () =>
  Response.json({ code: status, error_code, msg: error_code }, { status })

describe('the sign-in of this browser', () => {
  test('is found where supabase-js keeps it (S4)', async () => {
    expect(storageKey(config.supabase.url)).toBe(KEY)
    store(session())
    const signIn = createSignIn(config)
    expect(signIn.storedUser()).toBe('ada')
    expect(await signIn.accessToken({ renew: false })).toEqual({
      kind: 'token',
      token: 'token-of-ada',
    })
  })

  test.each(['', 'not json', '{"user":7}', 'null'])('does not exist in %j', (stored) => {
    localStorage.setItem(KEY, stored)
    expect(createSignIn(config).storedUser()).toBeNull()
  })

  test('counts as none when Supabase no longer knows it', async () => {
    store(session('ada', 1))
    gotrue.set('token', refuse(400, 'refresh_token_not_found'))
    expect(await createSignIn(config).accessToken({ renew: false })).toEqual({ kind: 'none' })
  })

  test('is renewed on demand', async () => {
    store(session())
    gotrue.set('token', () => Response.json({ ...session(), access_token: 'fresh' }))
    expect(await createSignIn(config).accessToken({ renew: true })).toEqual({
      kind: 'token',
      token: 'fresh',
    })
  })

  test('ends in this browser even when Supabase cannot be reached', async () => {
    store(session())
    const signIn = createSignIn(config)
    await signIn.signOut()
    expect(requests.map(({ path }) => path)).toContain('/auth/v1/logout')
    expect(localStorage.getItem(KEY)).toBeNull()
  })
})

describe('a link from a mail', () => {
  const open = (rest: string) => {
    history.replaceState(null, '', rest)
    return createSignIn(config).open()
  }
  const tokens = 'access_token=a&refresh_token=b&expires_in=3600&token_type=bearer'

  test('signs in, and leaves no token in the address bar', async () => {
    gotrue.set('user', () => Response.json({ id: 'ada', aud: 'authenticated' }))
    expect(await open(`/#${tokens}&type=signup`)).toBe('signed_in')
    expect(location.href).not.toContain('token')
    expect(localStorage.getItem(KEY)).toContain('"ada"')
  })

  test('for a new password says so', async () => {
    gotrue.set('user', () => Response.json({ id: 'ada', aud: 'authenticated' }))
    expect(await open(`/#${tokens}&type=recovery`)).toBe('recovery')
  })

  test('that is too old says so, and keeps the present sign-in', async () => {
    store(session())
    expect(await open('/#error=access_denied&error_code=otp_expired')).toBe('link_expired')
    expect(location.hash).toBe('')
    expect(localStorage.getItem(KEY)).not.toBeNull()
  })

  test('opens nothing when the address is no such link', async () => {
    expect(await open('/c/1')).toBe('nothing')
    expect(requests).toEqual([])
  })
})

describe('the forms', () => {
  const forms = () => createForms(createSignIn(config).auth)

  test('a sign-up with a session is done; without one there is mail to be read', async () => {
    gotrue.set('signup', () => Response.json(session()))
    const ada = { email: 'ada@example.com', password: 'x', displayName: 'Ada' }
    expect(await forms().signUp(ada)).toEqual({ kind: 'done' })
    expect(requests.at(-1)?.body).toMatchObject({ data: { display_name: 'Ada' } })
    gotrue.set('signup', () => Response.json({ id: 'x', email: ada.email, identities: [] }))
    const mail = { kind: 'check_mail', email: ada.email, purpose: 'signup' }
    expect(await forms().signUp(ada)).toEqual(mail)
  })

  test.each([
    [400, 'invalid_credentials', 'wrong_credentials'],
    [400, 'email_not_confirmed', 'email_not_confirmed'],
    [422, 'user_already_exists', 'already_registered'],
    [422, 'weak_password', 'weak_password'],
    [422, 'signup_disabled', 'sign_up_off'],
    [400, 'validation_failed', 'bad_email'],
    [400, 'email_address_invalid', 'bad_email'],
    [429, 'over_email_send_rate_limit', 'too_many'],
    [429, 'something_new', 'too_many'],
    [418, 'something_new', 'other'],
  ])('%i %s is told as %s', async (status, code, reason) => {
    gotrue.set('token', refuse(status, code))
    expect(await forms().signInWithPassword('ada@example.com', 'x')).toEqual({
      kind: 'refused',
      reason,
    })
  })

  test.each([
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a fault of theirs', () => new Response('', { status: 503 })],
  ])('%s is told as network', async (_, answer) => {
    gotrue.set('token', answer)
    const result = await forms().signInWithPassword('ada@example.com', 'x')
    expect(result).toEqual({ kind: 'refused', reason: 'network' })
  })

  test.each([
    [{ email: 'a@b.c', purpose: 'signup' as const }, 'signup'],
    [{ email: 'a@b.c', purpose: 'signin' as const }, 'email'],
    [{ email: 'a@b.c', purpose: 'recovery' as const }, 'recovery'],
    [{ phone: '+100' }, 'sms'],
  ])('a code for %o is verified as %s, without the spaces it was pasted with', async (to, type) => {
    gotrue.set('verify', () => Response.json(session()))
    expect(await forms().verifyCode(to, ' 123 456 ')).toEqual({ kind: 'done' })
    expect(requests.at(-1)?.body).toMatchObject({ type, token: '123456' })
  })

  test('a wrong or old code is reported as such', async () => {
    gotrue.set('verify', refuse(403, 'otp_expired'))
    const result = await forms().verifyCode({ email: 'a@b.c', purpose: 'signin' }, '1')
    expect(result).toEqual({ kind: 'refused', reason: 'bad_code' })
  })

  test.each([
    ['signup', 'resend'],
    ['signin', 'otp'],
    ['recovery', 'recover'],
  ] as const)('%s is sent again by %s', async (purpose, path) => {
    gotrue.set(path, () => Response.json({}))
    const mail = { kind: 'check_mail', email: 'a@b.c', purpose }
    expect(await forms().resend({ email: 'a@b.c', purpose })).toEqual(mail)
  })

  test('the present password is accepted as the new one', async () => {
    store(session())
    gotrue.set('user', refuse(422, 'same_password'))
    expect(await forms().setNewPassword('x')).toEqual({ kind: 'done' })
  })
})

describe('the enabled methods', () => {
  test('are what the project says', async () => {
    gotrue.set('settings', () =>
      Response.json({
        external: { email: true, phone: false, google: true },
        disable_signup: true,
      }),
    )
    expect(methodsOf(await createSignIn(config).settings())).toEqual({
      password: true,
      emailLink: true,
      google: true,
      phone: false,
      signUp: false,
    })
  })

  test('are not guessed when it does not answer', async () => {
    gotrue.set('settings', () => new Response('', { status: 500 }))
    await expect(createSignIn(config).settings()).rejects.toMatchObject({ code: 'network' })
  })
})
