import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { signHs256, unsigned, withClaims } from '../../testing/tokens.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const secretOf = ({ auth }: TestRelay) => auth.env.SUPABASE_JWT_SECRET
const now = () => Math.floor(Date.now() / 1000)
const sessionsOf = (userId: string) =>
  relay.sql<{ id: string; revoke_reason: string | null }[]>`
    select id, revoke_reason from user_sessions where user_id = ${userId} order by created_at`

describe('a Supabase sign-in', () => {
  test('becomes a session of its own, with cookies that scripts cannot read', async () => {
    const session = await relay.auth.signUp(undefined, {
      display_name: 'Ada Lovelace',
      username: 'ada',
    })
    const answer = await relay.browser().bridge(session.access_token)

    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      session: { id: expect.any(String), expires_in: 900 },
      user: {
        id: session.user.id,
        email: session.user.email,
        username: 'ada',
        display_name: 'Ada Lovelace',
        avatar_url: null,
        role: 'member',
        show_presence: true,
      },
    })
    const cookies = answer.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/)
      expect(cookie).toMatch(/; SameSite=Strict/)
      expect(cookie).toMatch(/; Path=\//)
      expect(cookie).not.toMatch(/Domain=/)
    }
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('stores neither the refresh token nor anything that reveals it', async () => {
    const { browser, id } = await relay.person()
    const stored = await relay.sql`
      select * from refresh_tokens where user_id = ${id}`
    const values = [...browser.cookies.values()]
    for (const value of values) expect(JSON.stringify(stored)).not.toContain(value)
  })

  test('again in the same browser is the same session', async () => {
    const { browser, session, id } = await relay.person()
    const cookies = new Map(browser.cookies)
    const again = await browser.bridge(session.access_token)
    expect(again.status).toBe(200)
    expect(await sessionsOf(id)).toHaveLength(1)
    const refreshName = [...cookies.keys()].find((name) => name.includes('refresh'))!
    expect(browser.cookies.get(refreshName)).toBe(cookies.get(refreshName))
  })

  test('in five tabs at once ends as one session, and every answer works', async () => {
    const session = await relay.auth.signUp()
    const tabs = Array.from({ length: 5 }, () => relay.browser())
    const answers = await Promise.all(tabs.map((tab) => tab.bridge(session.access_token)))
    expect(new Set(answers.map((answer) => answer.body.session.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    for (const tab of tabs) expect((await tab.call('GET', '/api/auth/session')).status).toBe(200)
    for (const tab of tabs) expect((await tab.refresh()).status).toBe(200)
  })

  test('of a person who lost their Parley cookies is the same session again', async () => {
    const { session, id } = await relay.person()
    const wiped = relay.browser()
    expect((await wiped.bridge(session.access_token)).status).toBe(200)
    expect(await sessionsOf(id)).toHaveLength(1)
  })

  test('of another person in the same browser replaces the session', async () => {
    const { browser, id } = await relay.person()
    const before = browser.copy()
    const stranger = await relay.auth.signUp()
    const answer = await browser.bridge(stranger.access_token)
    expect(answer.status).toBe(201)
    expect(answer.body.user.id).toBe(stranger.user.id)
    expect(await sessionsOf(id)).toMatchObject([{ revoke_reason: 'replaced' }])
    expect((await before.call('GET', '/api/auth/session')).body.error.code).toBe('session_ended')
  })

  test('of an account made before Parley was installed gets its profile', async () => {
    const session = await relay.auth.signUp()
    await relay.sql`delete from profiles where id = ${session.user.id}`
    const answer = await relay.browser().bridge(session.access_token)
    expect(answer.status).toBe(201)
    expect(answer.body.user.username).toMatch(/^[a-z0-9]/)
  })

  test('of an account that Parley does not know, or takes for deleted, makes it known', async () => {
    const session = await relay.auth.signUp()
    const { id } = session.user
    const known = () => relay.sql`
      select from private.accounts where id = ${id} and deleted_at is null`
    for (const lose of [
      () => relay.sql`delete from private.accounts where id = ${id}`,
      () => relay.sql`update private.accounts set deleted_at = now() where id = ${id}`,
    ]) {
      await lose()
      expect((await relay.browser().bridge(session.access_token)).body.user.id).toBe(id)
      expect(await known()).toHaveLength(1)
    }
  })
})

describe('the headers of a request', () => {
  const withHeaders = (path: string, bytes: number, method = 'POST') =>
    fetch(`${relay.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${'x'.repeat(bytes)}`, origin: relay.url },
    })
  const KIB = 1024

  test('may have 64 KiB at the bridge, and 16 KiB anywhere else', async () => {
    const bridge = '/api/auth/session/bridge'
    expect((await withHeaders(bridge, 60 * KIB)).status).not.toBe(413)
    expect((await withHeaders(bridge, 64 * KIB)).status).toBe(413)
    for (const [path, method] of [
      ['/api/auth/session', 'GET'],
      ['/api/auth/session/refresh', 'POST'],
      ['/api/no-such-address', 'GET'],
      ['/livez', 'GET'],
      ['/socket.io/?EIO=4&transport=polling', 'GET'],
    ] as const) {
      const refused = await withHeaders(path, 17 * KIB, method)
      expect([path, refused.status]).toEqual([path, 413])
      expect(await refused.json()).toMatchObject({ error: { code: 'payload_too_large' } })
      expect((await withHeaders(path, 12 * KIB, method)).status).not.toBe(413)
    }
  })

  test('of a real token with a picture in it open a session', async () => {
    const session = await relay.auth.signUp(undefined, { picture: 'x'.repeat(30 * KIB) })
    expect(session.access_token.length).toBeGreaterThan(30 * KIB)
    expect((await relay.browser().bridge(session.access_token)).status).toBe(201)
  })
})

describe('nobody gets a session with', () => {
  const refusedTokens: [string, (relay: TestRelay) => Promise<string>][] = [
    [
      'a forged signature',
      async (r) =>
        signHs256(withClaims(await r.auth.signUp(), {}), 'another secret of thirty-two bytes!'),
    ],
    ['alg none', async (r) => unsigned(withClaims(await r.auth.signUp(), {}))],
    [
      'another issuer',
      async (r) =>
        signHs256(
          withClaims(await r.auth.signUp(), { iss: 'https://other.supabase.co/auth/v1' }),
          secretOf(r),
        ),
    ],
    [
      'no issuer',
      async (r) => signHs256(withClaims(await r.auth.signUp(), { iss: undefined }), secretOf(r)),
    ],
    [
      'another audience',
      async (r) => signHs256(withClaims(await r.auth.signUp(), { aud: 'anon' }), secretOf(r)),
    ],
    [
      'another role',
      async (r) =>
        signHs256(withClaims(await r.auth.signUp(), { role: 'service_role' }), secretOf(r)),
    ],
    [
      'no subject',
      async (r) => signHs256(withClaims(await r.auth.signUp(), { sub: undefined }), secretOf(r)),
    ],
    [
      'a subject that is no id',
      async (r) =>
        signHs256(withClaims(await r.auth.signUp(), { sub: "' or true --" }), secretOf(r)),
    ],
    [
      'no session id',
      async (r) =>
        signHs256(withClaims(await r.auth.signUp(), { session_id: undefined }), secretOf(r)),
    ],
    [
      'an expired token',
      async (r) =>
        signHs256(
          withClaims(await r.auth.signUp(), { iat: now() - 120, exp: now() - 60 }),
          secretOf(r),
        ),
    ],
    [
      'a token that never expires',
      async (r) => signHs256(withClaims(await r.auth.signUp(), { exp: undefined }), secretOf(r)),
    ],
    [
      'a token from the future',
      async (r) =>
        signHs256(
          withClaims(await r.auth.signUp(), { iat: now() + 600, exp: now() + 900 }),
          secretOf(r),
        ),
    ],
    ['the publishable key', async (r) => r.auth.publishableKey],
    ['the secret key', async (r) => r.auth.env.SUPABASE_SECRET_KEY],
    ['no token at all', async () => ''],
    ['a text that is not a token', async () => 'a.b.c'],
  ]

  test.each(refusedTokens)('%s', async (_name, make) => {
    const browser = relay.browser()
    const answer = await browser.bridge(await make(relay))
    expect(answer.status).toBe(401)
    expect(answer.body.error).toEqual({
      code: 'invalid_token',
      message: expect.any(String),
      request_id: answer.headers.get('x-request-id'),
    })
    expect(browser.cookies.size).toBe(0)
  })

  test('a token within the tolerance of clocks is accepted, so the tests above are at the limit', async () => {
    const session = await relay.auth.signUp()
    const token = signHs256(
      withClaims(session, { iat: now() + 20, exp: now() + 900 }),
      secretOf(relay),
    )
    expect((await relay.browser().bridge(token)).status).toBe(201)
  })

  test("another person's session id in one's own token", async () => {
    const [mine, theirs] = [await relay.auth.signUp(), await relay.auth.signUp()]
    const { session_id } = withClaims(theirs, {})
    const token = signHs256(withClaims(mine, { session_id }), secretOf(relay))
    expect((await relay.browser().bridge(token)).body.error.code).toBe('sign_in_ended')
  })

  const ended: [string, (person: { id: string }) => Promise<unknown>][] = [
    [
      'was banned',
      ({ id }) =>
        relay.sql`update auth.users set banned_until = now() + interval '1 day' where id = ${id}`,
    ],
    ['was deleted', ({ id }) => relay.sql`delete from auth.users where id = ${id}`],
    [
      'was deleted softly',
      ({ id }) => relay.sql`update auth.users set deleted_at = now() where id = ${id}`,
    ],
    [
      'has a Supabase session past its end',
      ({ id }) => relay.sql`update auth.sessions set not_after = now() where user_id = ${id}`,
    ],
  ]
  test.each(ended)('the unexpired token of a person who %s', async (_name, end) => {
    const session = await relay.auth.signUp()
    await end(session.user)
    const answer = await relay.browser().bridge(session.access_token)
    expect([answer.status, answer.body.error.code]).toEqual([401, 'sign_in_ended'])
  })

  test.each(['local', 'global'] as const)(
    'the token of a Supabase session signed out (%s)',
    async (scope) => {
      const session = await relay.auth.signUp()
      await relay.auth.signOut(session, scope)
      const answer = await relay.browser().bridge(session.access_token)
      expect([answer.status, answer.body.error.code]).toEqual([401, 'sign_in_ended'])
    },
  )

  test('only an e-mail address or an id, in any place', async () => {
    const { id, email } = await relay.person()
    const browser = relay.browser()
    for (const body of [
      { email },
      { user_id: id },
      { email, user_id: id, role: 'authenticated' },
    ]) {
      const bridged = await browser.call('POST', '/api/auth/session/bridge', { body })
      expect([bridged.status, bridged.body.error.code]).toEqual([401, 'invalid_token'])
      const refreshed = await browser.call('POST', '/api/auth/session/refresh', { body })
      expect([refreshed.status, refreshed.body.error.code]).toEqual([401, 'session_ended'])
    }
    expect(browser.cookies.size).toBe(0)
  })

  test.each([
    ['from another origin', { origin: 'https://evil.example' }],
    ['with no origin', { origin: undefined }],
    ['without our header', { 'x-parley-client': undefined }],
  ])('a good token %s', async (_name, headers) => {
    const { access_token } = await relay.auth.signUp()
    const answer = await relay.browser().call('POST', '/api/auth/session/bridge', {
      headers: { authorization: `Bearer ${access_token}`, ...headers },
    })
    expect([answer.status, answer.body.error.code]).toEqual([403, 'forbidden_origin'])
  })
})

test('after a log-out the same sign-in is refused, and a new one works', async () => {
  const { browser, session, email } = await relay.person()
  expect((await browser.call('DELETE', '/api/auth/session')).status).toBe(204)
  expect((await browser.bridge(session.access_token)).body.error.code).toBe('sign_in_ended')
  const afresh = await relay.auth.signIn(email)
  expect((await browser.bridge(afresh.access_token)).status).toBe(201)
})

test('the eleventh bridge of a person within a minute is rate-limited', async () => {
  const { browser, session } = await relay.person()
  for (let count = 2; count <= 10; count += 1) {
    expect((await browser.bridge(session.access_token)).status).toBe(200)
  }
  const answer = await browser.bridge(session.access_token)
  expect(answer.status).toBe(429)
  expect(answer.body.error.code).toBe('rate_limited')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(answer.body.error.retry_after).toBe(Number(answer.headers.get('retry-after')))
  expect((await browser.call('GET', '/api/auth/session')).status).toBe(200)
})

test('a session of another Parley, signed with another secret, is refused', async () => {
  const { browser } = await relay.person()
  const forged = browser.copy()
  for (const name of forged.cookies.keys()) {
    forged.cookies.set(
      name,
      name.includes('access') ? signHs256({ sid: randomUUID() }, 'x'.repeat(40)) : 'y'.repeat(43),
    )
  }
  expect((await forged.call('GET', '/api/auth/session')).body.error.code).toBe('session_expired')
  expect((await forged.refresh()).body.error.code).toBe('session_ended')
})
