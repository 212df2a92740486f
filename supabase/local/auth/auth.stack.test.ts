import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import jwt from 'jsonwebtoken'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestAuth, TEST_PASSWORD, type TestAuth } from '../../../testing/auth.ts'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'

let database: TestDatabase
let auth: TestAuth
let sql: Sql

beforeAll(async () => {
  database = await openTestDatabase()
  auth = await openTestAuth(database)
  sql = postgres(database.superuserUrl, { max: 2 })
})
afterAll(async () => {
  await sql.end()
  await auth.close()
  await database.drop()
})

/** A browser of its own: unmodified supabase-js with its session in memory. */
function browser(server: TestAuth = auth): SupabaseClient {
  return createClient(server.url, server.publishableKey, {
    auth: { autoRefreshToken: false, persistSession: false, detectSessionInUrl: false },
    // Realtime is not used. Node 20 has no WebSocket that it could find.
    realtime: { transport: class {} as never },
  })
}

const sessionIds = async (userId: string) => {
  const rows = await sql<{ id: string }[]>`select id from auth.sessions where user_id = ${userId}`
  return rows.map(({ id }) => id)
}

const claimsOf = (token: string) =>
  jwt.verify(token, auth.env.SUPABASE_JWT_SECRET) as jwt.JwtPayload

describe('signing up with a password', () => {
  test('gives a session and a profile with the chosen names', async () => {
    const { data, error } = await browser().auth.signUp({
      email: 'Grace@Example.com',
      password: TEST_PASSWORD,
      options: { data: { username: 'grace', display_name: 'Grace Hopper' } },
    })
    expect(error).toBeNull()
    expect(data.session?.user.email).toBe('grace@example.com')
    const profiles = await sql`
      select username, display_name from public.profiles where id = ${data.user?.id ?? ''}`
    expect([...profiles]).toEqual([{ username: 'grace', display_name: 'Grace Hopper' }])
  })

  test('gives a token with the claims of a hosted project', async () => {
    const { access_token, user } = await auth.signUp()
    expect(jwt.decode(access_token, { complete: true })?.header.alg).toBe('HS256')
    expect(claimsOf(access_token)).toMatchObject({
      iss: `${auth.url}/auth/v1`,
      aud: 'authenticated',
      role: 'authenticated',
      sub: user.id,
      session_id: (await sessionIds(user.id))[0],
    })
  })

  test('refuses a wrong password and an address that is taken', async () => {
    const { user } = await auth.signUp()
    const wrong = await browser().auth.signInWithPassword({ email: user.email, password: 'wrong' })
    expect(wrong.error?.code).toBe('invalid_credentials')
    const again = await browser().auth.signUp({ email: user.email, password: TEST_PASSWORD })
    expect(again.error?.code).toBe('user_already_exists')
  })
})

describe('signing in with a mailed code or link', () => {
  test.each(['email', 'magiclink'] as const)('accepts the code as type %s', async (type) => {
    const email = `code-${type}@example.com`
    const client = browser()
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
    const token = auth.mail(email).code ?? ''
    expect(token).toMatch(/^\d{6}$/)
    const { data, error } = await client.auth.verifyOtp({ email, token, type })
    expect(error).toBeNull()
    expect(claimsOf(data.session?.access_token ?? '').iss).toBe(`${auth.url}/auth/v1`)
    const again = await browser().auth.verifyOtp({ email, token, type })
    expect(again.error?.code).toBe('otp_expired')
  })

  test('keeps a newcomer unconfirmed, without a session, until the code comes back', async () => {
    const email = 'newcomer@example.com'
    await browser().auth.signInWithOtp({ email, options: { data: { display_name: 'New Comer' } } })
    const look = () => sql`
      select display_name, email_confirmed_at is not null as confirmed,
        (select count(*)::int from auth.sessions where user_id = users.id) as sessions
      from auth.users join public.profiles using (id) where email = ${email}`
    expect([...(await look())]).toEqual([
      { display_name: 'New Comer', confirmed: false, sessions: 0 },
    ])
    const token = auth.mail(email).code ?? ''
    await browser().auth.verifyOtp({ email, token, type: 'email' })
    expect([...(await look())]).toMatchObject([{ confirmed: true, sessions: 1 }])
  })

  test('makes no account when the request forbids it', async () => {
    const email = 'nobody@example.com'
    const options = { shouldCreateUser: false }
    const { error } = await browser().auth.signInWithOtp({ email, options })
    expect(error?.code).toBe('otp_disabled')
  })

  test('the link leads back to the page that asked, with a complete session', async () => {
    const email = 'link@example.com'
    const emailRedirectTo = `${auth.url}/welcome`
    await browser().auth.signInWithOtp({ email, options: { emailRedirectTo } })
    const response = await fetch(auth.mail(email).verify_link ?? '', { redirect: 'manual' })
    expect(response.status).toBe(303)
    const target = new URL(response.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe(emailRedirectTo)
    const fragment = new URLSearchParams(target.hash.slice(1))
    expect(claimsOf(fragment.get('access_token') ?? '').iss).toBe(`${auth.url}/auth/v1`)
    const { data } = await browser().auth.setSession({
      access_token: fragment.get('access_token') ?? '',
      refresh_token: fragment.get('refresh_token') ?? '',
    })
    expect(data.user?.email).toBe(email)
  })

  test('the link to the page signs in with its token', async () => {
    const email = 'page@example.com'
    await browser().auth.signInWithOtp({ email })
    const { searchParams } = new URL(auth.mail(email).link ?? '')
    expect(searchParams.get('type')).toBe('email')
    const token_hash = searchParams.get('token_hash') ?? ''
    const { data } = await browser().auth.verifyOtp({ token_hash, type: 'email' })
    expect(data.session?.user.email).toBe(email)
  })

  test('a link never leads to a foreign site', async () => {
    const email = 'phished@example.com'
    const options = { emailRedirectTo: 'https://evil.example/steal' }
    await browser().auth.signInWithOtp({ email, options })
    expect(new URL(auth.mail(email).link ?? '').origin).toBe(auth.url)
    const response = await fetch(auth.mail(email).verify_link ?? '', { redirect: 'manual' })
    expect(new URL(response.headers.get('location') ?? '').origin).toBe(auth.url)
  })
})

describe('afterwards', () => {
  test('the session can be read and refreshed', async () => {
    const { user } = await auth.signUp()
    const client = browser()
    await client.auth.signInWithPassword({ email: user.email, password: TEST_PASSWORD })
    expect((await client.auth.getUser()).data.user?.id).toBe(user.id)
    const { data, error } = await client.auth.refreshSession()
    expect(error).toBeNull()
    expect(claimsOf(data.session?.access_token ?? '').iss).toBe(`${auth.url}/auth/v1`)
    expect((await client.auth.getUser()).data.user?.id).toBe(user.id)
  })

  test('a forgotten password is replaced', async () => {
    const { user } = await auth.signUp()
    const client = browser()
    const redirectTo = `${auth.url}/reset`
    await client.auth.resetPasswordForEmail(user.email, { redirectTo })
    const { code, verify_link } = auth.mail(user.email)
    expect(new URL(verify_link ?? '').searchParams.get('redirect_to')).toBe(redirectTo)
    await client.auth.verifyOtp({ email: user.email, token: code ?? '', type: 'recovery' })
    expect((await client.auth.updateUser({ password: 'another battery' })).error).toBeNull()
    const old = { email: user.email, password: TEST_PASSWORD }
    expect((await browser().auth.signInWithPassword(old)).error?.code).toBe('invalid_credentials')
    const fresh = { email: user.email, password: 'another battery' }
    expect((await browser().auth.signInWithPassword(fresh)).error).toBeNull()
  })

  test.each([
    { scope: 'local', left: ['second'] },
    { scope: 'others', left: ['first'] },
    { scope: 'global', left: [] },
  ] as const)('signing out ($scope) leaves the sessions $left', async ({ scope, left }) => {
    const { user } = await auth.signUp()
    await sql`delete from auth.sessions where user_id = ${user.id}`
    const [first, second] = [browser(), browser()]
    const credentials = { email: user.email, password: TEST_PASSWORD }
    const ids: Record<string, unknown> = {}
    for (const [name, client] of Object.entries({ first, second })) {
      const { data } = await client.auth.signInWithPassword(credentials)
      ids[name] = claimsOf(data.session?.access_token ?? '').session_id
    }
    expect((await first.auth.signOut({ scope })).error).toBeNull()
    expect(await sessionIds(user.id)).toEqual(left.map((name) => ids[name]))
  })

  test('a banned person does not get in', async () => {
    const { user } = await auth.signUp()
    await sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user.id}`
    const credentials = { email: user.email, password: TEST_PASSWORD }
    const { error } = await browser().auth.signInWithPassword(credentials)
    expect(error?.code).toBe('user_banned')
    expect(await sessionIds(user.id)).toHaveLength(1)
  })
})
