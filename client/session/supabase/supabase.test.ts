// @vitest-environment happy-dom
import { AuthClient } from '@supabase/supabase-js'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { PublicConfig } from '../../../wire/session.ts'
import { forgetSignIn } from '../../browser/stores.ts'
import { takeLink } from '../address.ts'
import type { SignInResult } from './sign-in-result.ts'
import { setLeaving, takeReturn } from './provider-return.ts'
import { createForms, methodsOf } from '../sign-in.ts'
import { storageKey } from './sign-in-store.ts'
import { createSignIn } from './supabase.ts'

const config: PublicConfig = {
  supabase: { url: 'https://project.supabase.co', publishable_key: 'key' },
  version: '1',
  protocol: 1,
  features: { dev_mail: false, link_previews: false },
}
const KEY = 'sb-project-auth-token'
/** Its own in each test: a client of an earlier test may go on trying to renew its sign-in. */
let refreshToken = ''
let count = 0
const soon = () => Math.floor(Date.now() / 1000) + 3600
const session = (id = 'ada', expires_at = soon()) => ({
  access_token: `token-of-${id}`,
  refresh_token: refreshToken,
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
  refreshToken = `refresh-${(count += 1)}`
  history.replaceState(null, '', '/')
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    const { pathname } = new URL(input)
    const body = init?.body && JSON.parse(init.body as string)
    const token = String(body?.refresh_token ?? '')
    if (token.startsWith('refresh-') && token !== refreshToken)
      throw new TypeError('Failed to fetch')
    requests.push({ path: pathname, body })
    const answer = gotrue.get(pathname.replace('/auth/v1/', ''))
    if (answer === undefined) throw new TypeError('Failed to fetch')
    return answer()
  })
})
afterEach(() => {
  vi.useRealTimers()
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

  test.each(['', 'not json', '{"user":7}', 'null'])('is not known in the damaged %j', (stored) => {
    localStorage.setItem(KEY, stored)
    expect(createSignIn(config).storedUser()).toBeUndefined()
  })

  test('counts as none when Supabase no longer knows it', async () => {
    store(session('ada', 1))
    gotrue.set('token', refuse(400, 'refresh_token_not_found'))
    expect(await createSignIn(config).accessToken({ renew: false })).toEqual({ kind: 'none' })
  })

  test.each([408, 429])('outlives a %d, also when its token is over', async (status) => {
    // Supabase's client tries on for half a minute. Here its next try never comes.
    vi.useFakeTimers()
    store(session('ada', Math.floor(Date.now() / 1000) - 60))
    gotrue.set('token', refuse(status, 'over_request_rate_limit'))
    const signIn = createSignIn(config)
    expect(await signIn.accessToken({ renew: false })).toEqual({ kind: 'unreachable' })
    const again = signIn.accessToken({ renew: true })
    await vi.advanceTimersByTimeAsync(2000)
    expect(await again).toEqual({ kind: 'unreachable' })
    expect(createSignIn(config).storedUser()).toBe('ada')
  })

  test.each([-86_400, -7200, 7200, 86_400])(
    'asks for no new token where the clock is %d s wrong',
    async (wrong) => {
      const real = Math.floor(Date.now() / 1000)
      vi.useFakeTimers({ toFake: ['Date'], now: (real + wrong) * 1000 })
      gotrue.set('verify', () => Response.json(session('ada', real + 3600)))
      const mail = { email: 'ada@example.com', purpose: 'signin' } as const
      await createForms(await createSignIn(config).auth()).verifyCode(mail, '123456')
      vi.setSystemTime((real + wrong + 1800) * 1000)
      const token = await createSignIn(config).accessToken({ renew: false })
      expect(token).toEqual({ kind: 'token', token: 'token-of-ada' })
      expect(requests.map(({ path }) => path)).toEqual(['/auth/v1/verify'])
    },
  )

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

  test('of the next person stays when the server is late to end the one before', async () => {
    store(session())
    const signIn = createSignIn(config)
    await signIn.auth()
    let answer = (_: Response) => {}
    gotrue.set('logout', () => new Promise((resolve) => (answer = resolve)))
    const done = signIn.signOut()
    expect(signIn.storedUser()).toBeNull()
    await expect.poll(() => requests.map(({ path }) => path)).toEqual(['/auth/v1/logout'])
    store(session('ben'))
    answer(new Response(null, { status: 204 }))
    await done
    expect(signIn.storedUser()).toBe('ben')
  })

  test('whose token is over is ended with a new one, which nobody stores', async () => {
    store(session('ada', 1))
    gotrue.set('token', () => Response.json({ ...session(), access_token: 'fresh' }))
    gotrue.set('logout', () => new Response(null, { status: 204 }))
    await createSignIn(config).signOut()
    expect(requests.map(({ path }) => path)).toEqual(['/auth/v1/token', '/auth/v1/logout'])
    expect(localStorage.getItem(KEY)).toBeNull()
  })
})

/** What another app of this origin, which uses supabase-js, hears about the sign-in that it shares. */
async function openHostApp() {
  const heard: string[] = []
  const host = new AuthClient({ storageKey: KEY, url: 'https://project.supabase.co/auth/v1' })
  onTestFinished(() => host.dispose())
  const { data } = host.onAuthStateChange((event, session) => {
    heard.push(`${event} ${session?.user.id ?? 'nobody'}`)
  })
  onTestFinished(() => data.subscription.unsubscribe())
  await expect.poll(() => heard.splice(0)).toContain('INITIAL_SESSION ada')
  return heard
}

describe('another app that shares the sign-in', () => {
  test('hears of a log-out, also when Supabase cannot be reached', async () => {
    store(session())
    const heard = await openHostApp()
    await createSignIn(config).signOut()
    await expect.poll(() => heard).toEqual(['SIGNED_OUT nobody'])
  })

  test('hears of one that the start of the page finishes, where the project is not known yet', async () => {
    store(session())
    createSignIn(config)
    const heard = await openHostApp()
    forgetSignIn()
    expect(localStorage.getItem(KEY)).toBeNull()
    await expect.poll(() => heard).toEqual(['SIGNED_OUT nobody'])
  })
})

describe("Supabase's client", () => {
  test('is fetched when it is needed, and once', async () => {
    store(session())
    const fetchClient = vi.fn(() => import('./client.ts'))
    const signIn = createSignIn(config, fetchClient)
    expect([signIn.storedUser(), signIn.passwordWanted()]).toEqual(['ada', null])
    expect(await signIn.open(null)).toEqual({ kind: 'nothing' })
    expect(fetchClient).not.toHaveBeenCalled()
    signIn.keep()
    expect((await signIn.accessToken({ renew: false })).kind).toBe('token')
    expect(fetchClient).toHaveBeenCalledOnce()
  })

  test('that cannot be fetched ends no sign-in but by a log-out, and is tried again', async () => {
    vi.useFakeTimers()
    store(session())
    const fetchClient = vi.fn((): Promise<typeof import('./client.ts')> => {
      return Promise.reject(new TypeError('Failed to fetch'))
    })
    const signIn = createSignIn(config, fetchClient)
    signIn.keep()
    expect(await signIn.accessToken({ renew: false })).toEqual({ kind: 'unreachable' })
    await expect(signIn.auth()).rejects.toMatchObject({ code: 'network' })
    await expect(signIn.open('/?token_hash=h&type=email')).rejects.toMatchObject({
      code: 'network',
    })
    expect(signIn.storedUser()).toBe('ada')
    fetchClient.mockClear()
    await vi.advanceTimersByTimeAsync(31_000)
    expect(fetchClient).toHaveBeenCalledTimes(2)
    await signIn.signOut()
    expect(signIn.storedUser()).toBeNull()
  })

  test('that cannot be fetched is asked for no more often, however many failures the page shows', async () => {
    vi.useFakeTimers()
    const fetchClient = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')))
    const signIn = createSignIn(config, fetchClient)
    for (let shown = 0; shown < 10; shown++) {
      signIn.keep()
      await vi.advanceTimersByTimeAsync(1000)
    }
    fetchClient.mockClear()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(fetchClient).toHaveBeenCalledTimes(4)
  })

  test('tells what other tabs changed before it came', async () => {
    store(session())
    const signIn = createSignIn(config)
    const changed = vi.fn()
    signIn.onChange(changed)
    localStorage.clear()
    await signIn.auth()
    expect(changed).toHaveBeenCalled()
  })
})

describe('a renewal that Supabase refuses while the last token is still good', () => {
  /** The client renews a token that ends within 90 s. */
  const soonOver = () => session('ada', soon() - 3540)
  const told = (answer: () => Response) => {
    store(soonOver())
    gotrue.set('token', answer)
    const signIn = createSignIn(config)
    const reasons: string[] = []
    signIn.onRefused((reason) => {
      reasons.push(reason)
      signIn.forget()
    })
    return { signIn, reasons }
  }
  const refusal = (code: string, message = '') => Response.json({ code, message }, { status: 400 })

  test.each([
    ['session_expired', 'Invalid Refresh Token: Session Expired', 'time_over'],
    ['session_expired', 'Invalid Refresh Token: Session Expired (Inactivity)', 'expired'],
    [
      'session_expired',
      'Invalid Refresh Token: Session Expired (Revoked by Newer Login)',
      'newer_sign_in',
    ],
    [
      'session_expired',
      'Invalid Refresh Token: Session Expired (Low AAL: User Needs MFA Verification)',
      'ended',
    ],
    ['user_banned', 'Invalid Refresh Token: User Banned', 'blocked'],
    ['session_not_found', 'Invalid Refresh Token: No Valid Session Found', 'elsewhere'],
    ['refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found', 'elsewhere'],
    ['refresh_token_already_used', 'Invalid Refresh Token: Already Used', 'ended'],
  ])('%s, "%s", is told at once as %s', async (code, message, reason) => {
    const { signIn, reasons } = told(() => refusal(code, message))
    expect(await signIn.accessToken({ renew: false })).toEqual({ kind: 'none' })
    expect(reasons).toEqual([reason])
    expect(localStorage.getItem(KEY)).toBeNull()
  })

  test('is a change of the sign-in too, which ends the session of the page', async () => {
    const { signIn } = told(() => refusal('user_banned'))
    const changed = vi.fn()
    signIn.onChange(changed)
    await signIn.accessToken({ renew: false })
    await vi.waitFor(() => expect(changed).toHaveBeenCalled())
    expect(signIn.storedUser()).toBeNull()
  })

  test('is told also when the answer has the form of an older API', async () => {
    const { signIn, reasons } = told(refuse(400, 'user_banned'))
    await signIn.accessToken({ renew: false })
    expect(reasons).toEqual(['blocked'])
  })

  test.each([
    [429, 'over_request_rate_limit'],
    [400, 'something_new'],
    [408, 'request_timeout'],
  ])('%i %s says nothing about the sign-in', async (status, code) => {
    const { signIn, reasons } = told(refuse(status, code))
    expect(await signIn.accessToken({ renew: false })).toMatchObject({ kind: 'token' })
    expect(reasons).toEqual([])
    expect(signIn.storedUser()).toBe('ada')
  })

  test('says nothing about a sign-in that another tab has renewed meanwhile', async () => {
    const { signIn, reasons } = told(() => {
      store({ ...session(), refresh_token: 'renewed' })
      return refusal('refresh_token_already_used')
    })
    await signIn.accessToken({ renew: false })
    expect(reasons).toEqual([])
    expect(signIn.storedUser()).toBe('ada')
  })
})

describe('a link from a mail', () => {
  const open = (rest: string) => {
    history.replaceState(null, '', rest)
    return createSignIn(config).open(takeLink())
  }
  /** Opens the link, checks that nothing was asked of Supabase, and says yes. */
  async function follow(rest: string): Promise<SignInResult> {
    const opened = await open(rest)
    expect(requests).toEqual([])
    if (opened.kind !== 'question') throw new Error(`no question, but ${opened.kind}`)
    return opened.follow()
  }
  const claims = (fields: object) => {
    const json = JSON.stringify({ sub: 'ada', exp: soon(), email: 'ada@example.com', ...fields })
    return `e30.${Buffer.from(json).toString('base64url')}.e30`
  }
  const tokens = (fields: object = {}) =>
    `access_token=${claims(fields)}&refresh_token=b&expires_in=3600&token_type=bearer`

  test('signs in, and leaves no token in the address bar', async () => {
    gotrue.set('user', () => Response.json({ id: 'ada', aud: 'authenticated' }))
    expect(await follow(`/#${tokens()}&type=signup`)).toEqual({ kind: 'done' })
    expect(location.href).not.toContain('token')
    expect(localStorage.getItem(KEY)).toContain('"ada"')
  })

  test('for a new password says so', async () => {
    expect(await open(`/#${tokens()}&type=recovery`)).toMatchObject({
      question: { purpose: 'recovery', address: 'a…@example.com', present: null },
    })
  })

  test('that is too old says so, and keeps the present sign-in', async () => {
    store(session())
    const opened = await open('/#error=access_denied&error_code=otp_expired')
    expect(opened).toEqual({ kind: 'problem', problem: 'link_expired' })
    expect(location.hash).toBe('')
    expect(localStorage.getItem(KEY)).not.toBeNull()
  })

  test('leads to the address where its mail was asked for', async () => {
    const asked = encodeURIComponent(`${location.origin}/join/token`)
    await open(`/?token_hash=h&type=signup&redirect_to=${asked}`)
    expect(location.pathname + location.search).toBe('/join/token')
  })

  test('opens nothing when the address is no such link', async () => {
    expect(await open('/c/1')).toEqual({ kind: 'nothing' })
    expect(requests).toEqual([])
  })

  test('with tokens in it signs nobody in behind the back of the page', async () => {
    store(session('ben'))
    gotrue.set('user', () => Response.json({ id: 'ada', aud: 'authenticated' }))
    history.replaceState(null, '', `/#${tokens()}`)
    const signIn = createSignIn(config)
    await (await signIn.auth()).initialize()
    expect(requests).toEqual([])
    expect(signIn.storedUser()).toBe('ben')
  })

  test('names the person who is signed in here, too', async () => {
    const ben = session('ben')
    store({ ...ben, user: { ...ben.user, email: 'ben@example.org' } })
    expect(await open(`/#${tokens()}`)).toMatchObject({
      question: { address: 'a…@example.com', present: 'b…@example.org' },
    })
  })

  test('for the person who is stored here is a question too: their sign-in may have ended', async () => {
    store(session('ada'))
    expect(await open(`/#${tokens()}`)).toMatchObject({
      question: { purpose: 'signin', address: 'a…@example.com', present: null },
    })
    expect(requests).toEqual([])
  })

  test('with a token that ran out is not followed: its refresh token may be of another person', async () => {
    const opened = await open(`/#${tokens({ exp: soon() - 3600 })}`)
    expect(opened).toEqual({ kind: 'problem', problem: 'link_expired' })
    expect(requests).toEqual([])
  })

  test.each([-86_400, -7200, 3600, 7200, 86_400])(
    'is good for as long as Supabase says where the clock is %d s wrong',
    async (wrong) => {
      const real = Math.floor(Date.now() / 1000)
      vi.useFakeTimers({ toFake: ['Date'], now: (real + wrong) * 1000 })
      gotrue.set('user', () => Response.json({ id: 'ada', aud: 'authenticated' }))
      const signedIn = await follow(`/#${tokens({ iat: real, exp: real + 3600 })}`)
      expect(signedIn).toEqual({ kind: 'done' })
      vi.setSystemTime((real + wrong + 1800) * 1000)
      const token = await createSignIn(config).accessToken({ renew: false })
      expect(token.kind).toBe('token')
      vi.setSystemTime((real + wrong + 3590) * 1000)
      gotrue.set('token', () => Response.json({ ...session(), access_token: 'fresh' }))
      const renewed = await createSignIn(config).accessToken({ renew: false })
      expect(renewed).toEqual({ kind: 'token', token: 'fresh' })
    },
  )

  test.each([
    ['bad_jwt', 403, 'link_expired'],
    ['session_not_found', 403, 'link_expired'],
    ['over_request_rate_limit', 429, 'too_many'],
    ['unexpected_failure', 500, 'service_failed'],
    ['unavailable', 503, 'network'],
  ])('that Supabase answers with %s keeps the present sign-in', async (code, status, reason) => {
    store(session('ben'))
    gotrue.set('user', refuse(status, code))
    const over = { iat: soon() - 7200, exp: soon() - 3700 }
    expect(await follow(`/#${tokens(over)}`)).toEqual({ kind: 'refused', reason })
    expect(createSignIn(config).storedUser()).toBe('ben')
  })

  test('with the refresh token of another person does not sign that person in later', async () => {
    gotrue.set('user', () => Response.json({ id: 'ada', aud: 'authenticated' }))
    await follow(`/#${tokens()}`)
    gotrue.set('token', () => Response.json(session('mallory')))
    const signIn = createSignIn(config)
    const reasons: string[] = []
    signIn.onRefused((reason) => reasons.push(reason))
    expect(await signIn.accessToken({ renew: true })).toEqual({ kind: 'none' })
    expect(reasons).toEqual(['ended'])
    expect(localStorage.getItem(KEY)).not.toContain('mallory')
  })

  test('that the sign-in page of a network answers can be followed again', async () => {
    gotrue.set('user', () => Response.json({ message: 'Hello' }))
    expect(await follow(`/#${tokens()}`)).toEqual({ kind: 'refused', reason: 'network' })
    expect(localStorage.getItem(KEY)).toBeNull()
  })

  test('without an answer can be followed again', async () => {
    expect(await follow(`/#${tokens()}`)).toEqual({ kind: 'refused', reason: 'network' })
  })

  test('with a token that Supabase did not sign is refused, and the present sign-in stays', async () => {
    store(session('ben'))
    gotrue.set('user', refuse(403, 'bad_jwt'))
    expect(await follow(`/#${tokens()}`)).toEqual({ kind: 'refused', reason: 'link_expired' })
    expect(createSignIn(config).storedUser()).toBe('ben')
  })

  test('with a token_hash is verified only after the word', async () => {
    gotrue.set('verify', () => Response.json(session()))
    expect(await follow('/?token_hash=h&type=invite')).toEqual({ kind: 'done' })
    expect(requests.at(-1)?.body).toMatchObject({ token_hash: 'h', type: 'invite' })
    expect(location.href).not.toContain('token_hash')
  })

  test('that was used says so, and the present sign-in stays', async () => {
    store(session('ben'))
    gotrue.set('verify', refuse(403, 'otp_expired'))
    const result = await follow('/?token_hash=h&type=email')
    expect(result).toEqual({ kind: 'refused', reason: 'link_expired' })
    expect(createSignIn(config).storedUser()).toBe('ben')
  })

  test('of a new address may be the first of two', async () => {
    gotrue.set('verify', () => Response.json({ msg: 'Confirmation link accepted', code: '200' }))
    const result = await follow('/?token_hash=h&type=email_change')
    expect(result).toEqual({ kind: 'refused', reason: 'half_confirmed' })
  })

  describe('with a code of PKCE', () => {
    const begin = () => localStorage.setItem(`${KEY}-code-verifier`, '"verifier"')
    beforeEach(() => {
      sessionStorage.clear()
      gotrue.set('token', () => Response.json(session()))
    })

    test('is a question in a tab that did not begin it', async () => {
      begin()
      expect(await follow('/?code=c')).toEqual({ kind: 'done' })
      expect(requests.at(-1)?.body).toMatchObject({ auth_code: 'c', code_verifier: 'verifier' })
    })

    test('signs in at once in the tab that began it: the click was the word', async () => {
      begin()
      setLeaving(true)
      expect(await open('/?code=c')).toEqual({ kind: 'signed_in' })
      expect(createSignIn(config).storedUser()).toBe('ada')
      begin()
      expect((await open('/?code=c')).kind).toBe('question')
    })

    test('is a question when somebody signed in meanwhile', async () => {
      begin()
      setLeaving(true)
      store(session('ben'))
      expect((await open('/?code=c')).kind).toBe('question')
      expect(requests).toEqual([])
    })

    test('is nothing where no flow was begun', async () => {
      setLeaving(true)
      expect(await open('/?code=c')).toEqual({ kind: 'nothing' })
    })

    test("does not help somebody else's tokens after a begun flow", async () => {
      begin()
      setLeaving(true)
      expect((await open(`/#${tokens()}`)).kind).toBe('question')
      expect(requests).toEqual([])
    })

    test('that is refused says why', async () => {
      begin()
      setLeaving(true)
      gotrue.set('token', refuse(400, 'flow_state_expired'))
      expect(await open('/?code=c')).toEqual({ kind: 'problem', problem: 'link_expired' })
    })
  })
})

describe('the forms', () => {
  const forms = async () => createForms(await createSignIn(config).auth())

  test('a sign-up with a session is done; without one there is mail to be read', async () => {
    gotrue.set('signup', () => Response.json(session()))
    const ada = { email: 'ada@example.com', password: 'x', displayName: 'Ada' }
    expect(await (await forms()).signUp(ada)).toEqual({ kind: 'done' })
    expect(requests.at(-1)?.body).toMatchObject({ data: { display_name: 'Ada' } })
    expect(await (await forms()).signUp({ ...ada, displayName: '' })).toEqual({ kind: 'done' })
    expect(requests.at(-1)?.body).toMatchObject({ data: {} })
    gotrue.set('signup', () => Response.json({ id: 'x', email: ada.email, identities: [] }))
    const mail = { kind: 'check_mail', email: ada.email, purpose: 'signup' }
    expect(await (await forms()).signUp(ada)).toEqual(mail)
  })

  test.each([
    [400, 'invalid_credentials', 'wrong_credentials'],
    [400, 'email_not_confirmed', 'email_not_confirmed'],
    [422, 'user_already_exists', 'already_registered'],
    [422, 'weak_password', 'weak_password'],
    [422, 'signup_disabled', 'sign_up_off'],
    [400, 'validation_failed', 'bad_email'],
    [400, 'email_address_invalid', 'bad_email'],
    [400, 'captcha_failed', 'captcha'],
    [500, 'unexpected_failure', 'service_failed'],
    [429, 'over_email_send_rate_limit', 'too_many'],
    [429, 'something_new', 'too_many'],
    [418, 'something_new', 'other'],
  ])('%i %s is told as %s', async (status, code, reason) => {
    gotrue.set('token', refuse(status, code))
    expect(await (await forms()).signInWithPassword('ada@example.com', 'x')).toEqual({
      kind: 'refused',
      reason,
    })
  })

  test.each([
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a fault of theirs', () => new Response('', { status: 503 })],
  ])('%s is told as network', async (_, answer) => {
    gotrue.set('token', answer)
    const result = await (await forms()).signInWithPassword('ada@example.com', 'x')
    expect(result).toEqual({ kind: 'refused', reason: 'network' })
  })

  test.each([
    [{ email: 'a@b.c', purpose: 'signup' as const }, 'signup'],
    [{ email: 'a@b.c', purpose: 'signin' as const }, 'email'],
    [{ email: 'a@b.c', purpose: 'recovery' as const }, 'recovery'],
    [{ phone: '+100' }, 'sms'],
  ])('a code for %o is verified as %s, without the spaces it was pasted with', async (to, type) => {
    gotrue.set('verify', () => Response.json(session()))
    expect(await (await forms()).verifyCode(to, ' 123 456 ')).toEqual({ kind: 'done' })
    expect(requests.at(-1)?.body).toMatchObject({ type, token: '123456' })
  })

  test('a wrong or old code is reported as such', async () => {
    gotrue.set('verify', refuse(403, 'otp_expired'))
    const result = await (await forms()).verifyCode({ email: 'a@b.c', purpose: 'signin' }, '1')
    expect(result).toEqual({ kind: 'refused', reason: 'bad_code' })
  })

  test.each([
    [['length', 'characters'], 'weak_password'],
    [['characters'], 'plain_password'],
    [['pwned'], 'leaked_password'],
    [[], 'weak_password'],
  ])('a password that is weak by its %j is told as %s', async (reasons, reason) => {
    gotrue.set('signup', () =>
      Response.json(
        { code: 422, error_code: 'weak_password', msg: '', weak_password: { reasons } },
        { status: 422 },
      ),
    )
    const ada = { email: 'ada@example.com', password: 'x', displayName: 'Ada' }
    expect(await (await forms()).signUp(ada)).toEqual({ kind: 'refused', reason })
  })

  test.each([
    [422, 'mfa_verification_failed', 'bad_factor_code'],
    [422, 'mfa_challenge_expired', 'factor_expired'],
    [422, 'mfa_ip_address_mismatch', 'factor_moved'],
    [429, 'over_request_rate_limit', 'too_many'],
    [404, 'mfa_factor_not_found', 'factor_gone'],
  ])('a second step that is refused with %i %s is told as %s', async (status, code, reason) => {
    store(session())
    gotrue.set('factors/f1/challenge', () => Response.json({ id: 'c1', type: 'totp' }))
    gotrue.set('factors/f1/verify', refuse(status, code))
    expect(await (await forms()).verifySecondFactor('f1', '123 456')).toEqual({
      kind: 'refused',
      reason,
    })
    expect(requests.at(-1)?.body).toMatchObject({ challenge_id: 'c1', code: '123456' })
  })

  test('the second steps are those that were confirmed', async () => {
    const totp = { id: 'f1', factor_type: 'totp', friendly_name: '', status: 'verified' }
    const begun = { ...totp, id: 'f2', status: 'unverified' }
    const phone = { ...totp, id: 'f3', factor_type: 'phone', friendly_name: 'mine' }
    store(session())
    gotrue.set('user', () => Response.json({ id: 'ada', factors: [totp, begun, phone] }))
    expect(await (await forms()).secondFactors()).toEqual([
      { id: 'f1', kind: 'totp', name: null },
      { id: 'f3', kind: 'other', name: 'mine' },
    ])
    gotrue.set('user', () => new Response('', { status: 503 }))
    await expect((await forms()).secondFactors()).rejects.toMatchObject({ code: 'network' })
  })

  test('a provider is left for with PKCE, mails are sent without it', async () => {
    const assign = vi.spyOn(location, 'assign').mockReturnValue()
    const all = await forms()
    expect(await all.signInWithProvider('github')).toEqual({ kind: 'leaving' })
    expect(String(assign.mock.calls[0]?.[0])).toMatch(/provider=github.*code_challenge=/)
    expect(takeReturn()).toBe(true)
    gotrue.set('otp', () => Response.json({}))
    await all.sendEmailLink('ada@example.com')
    expect(requests.at(-1)?.body).toMatchObject({ code_challenge: null })
  })

  test('an organisation that nobody knows keeps the person here', async () => {
    gotrue.set('sso', refuse(404, 'sso_provider_not_found'))
    const result = await (await forms()).signInWithSso('ada@nowhere.example')
    expect(result).toEqual({ kind: 'refused', reason: 'unknown_organisation' })
    expect(requests.at(-1)?.body).toMatchObject({ domain: 'nowhere.example' })
    expect(takeReturn()).toBe(false)
  })

  test.each([
    ['signup', 'resend'],
    ['signin', 'otp'],
    ['recovery', 'recover'],
  ] as const)('%s is sent again by %s', async (purpose, path) => {
    gotrue.set(path, () => Response.json({}))
    const mail = { kind: 'check_mail', email: 'a@b.c', purpose }
    expect(await (await forms()).resend({ email: 'a@b.c', purpose })).toEqual(mail)
  })

  test('the present password is accepted as the new one', async () => {
    store(session())
    gotrue.set('user', refuse(422, 'same_password'))
    expect(await (await forms()).setNewPassword('x')).toEqual({ kind: 'done' })
  })
})

describe('the enabled methods', () => {
  test('are what the project says', async () => {
    gotrue.set('settings', () =>
      Response.json({
        external: { email: true, phone: false, google: true, github: false, anonymous_users: true },
        saml_enabled: true,
        disable_signup: true,
      }),
    )
    expect(methodsOf(await createSignIn(config).settings())).toEqual({
      password: true,
      emailLink: true,
      providers: ['google'],
      phone: false,
      sso: true,
      signUp: false,
    })
  })

  test('are not guessed when it does not answer', async () => {
    gotrue.set('settings', () => new Response('', { status: 500 }))
    await expect(createSignIn(config).settings()).rejects.toMatchObject({ code: 'network' })
  })
})
