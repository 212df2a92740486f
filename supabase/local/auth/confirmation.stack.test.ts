import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestAuth, TEST_PASSWORD, type TestAuth } from '../../../testing/auth.ts'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'

let database: TestDatabase
let auth: TestAuth

beforeAll(async () => {
  database = await openTestDatabase()
  auth = await openTestAuth(database, { confirmEmail: true })
})
afterAll(async () => {
  await auth.close()
  await database.drop()
})

const browser = () =>
  createClient(auth.url, auth.publishableKey, {
    auth: { autoRefreshToken: false, persistSession: false },
    realtime: { transport: class {} as never },
  }).auth

const signUp = (email: string) => browser().signUp({ email, password: TEST_PASSWORD })
const signIn = (email: string) => browser().signInWithPassword({ email, password: TEST_PASSWORD })

test.each(['signup', 'email'] as const)('the code confirms as type %s', async (type) => {
  const email = `${type}@example.com`
  expect((await signUp(email)).data.session).toBeNull()
  expect((await signIn(email)).error?.code).toBe('email_not_confirmed')
  const token = auth.mail(email).code ?? ''
  const { data } = await browser().verifyOtp({ email, token, type })
  expect(data.session?.user.email).toBe(email)
  expect((await signIn(email)).error).toBeNull()
})

test('the link confirms', async () => {
  const email = 'link@example.com'
  await signUp(email)
  const response = await fetch(auth.mail(email).verify_link ?? '', { redirect: 'manual' })
  expect(response.headers.get('location')).toContain('#access_token=')
  expect((await signIn(email)).error).toBeNull()
})

test('the link of the mail leads to the page, and its token confirms', async () => {
  const email = 'page-link@example.com'
  await signUp(email)
  const { origin, pathname, searchParams } = new URL(auth.mail(email).link ?? '')
  expect([origin, pathname, searchParams.get('type')]).toEqual([auth.url, '/', 'signup'])
  const token_hash = searchParams.get('token_hash') ?? ''
  const { data } = await browser().verifyOtp({ token_hash, type: 'signup' })
  expect(data.session?.user.email).toBe(email)
  const again = await browser().verifyOtp({ token_hash, type: 'signup' })
  expect(again.error?.code).toBe('otp_expired')
})

test('the mail can be sent again', async () => {
  const email = 'again@example.com'
  await signUp(email)
  const first = auth.mail(email)
  expect((await browser().resend({ type: 'signup', email })).error).toBeNull()
  const second = auth.mail(email)
  expect(second.code).not.toBe(first.code)
  const { error } = await browser().verifyOtp({ email, token: second.code ?? '', type: 'signup' })
  expect(error).toBeNull()
})

test('signing up with a known address does not reveal that it is known', async () => {
  const email = 'known@example.com'
  await signUp(email)
  await browser().verifyOtp({ email, token: auth.mail(email).code ?? '', type: 'signup' })
  const { data, error } = await signUp(email)
  expect(error).toBeNull()
  expect(data.user?.identities).toEqual([])
  expect(data.session).toBeNull()
})
