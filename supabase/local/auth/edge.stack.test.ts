import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestAuth, type TestAuth } from '../../../testing/auth.ts'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'

let database: TestDatabase
let auth: TestAuth

beforeAll(async () => {
  database = await openTestDatabase()
  auth = await openTestAuth(database, { guessesPerMinute: 3 })
})
afterAll(async () => {
  await auth.close()
  await database.drop()
})

const call = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
  fetch(`${auth.url}${path}`, { ...init, headers: { apikey: auth.publishableKey, ...headers } })

test('the settings name the sign-in methods that work', async () => {
  expect(await (await call('/auth/v1/settings')).json()).toMatchObject({
    external: { email: true, google: false, phone: false },
    disable_signup: false,
    mailer_autoconfirm: true,
  })
  expect((await call('/auth/v1/health')).status).toBe(200)
})

test('a call without a key of this project is refused and changes nothing', async () => {
  const email = 'keyless@example.com'
  const init = { method: 'POST', body: JSON.stringify({ email }) }
  expect((await fetch(`${auth.url}/auth/v1/otp`, init)).status).toBe(401)
  expect(() => auth.mail(email)).toThrow()
})

test('guessing a password is rate-limited', async () => {
  const body = JSON.stringify({ email: 'guess@example.com', password: 'guess' })
  const guess = () => call('/auth/v1/token?grant_type=password', { method: 'POST', body })
  for (const expected of [400, 400, 400]) expect((await guess()).status).toBe(expected)
  const refused = await guess()
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ error_code: 'over_request_rate_limit' })
})

test('only pages of the own origin may read answers', async () => {
  const own = await call('/auth/v1/settings', {}, { origin: auth.url })
  expect(own.headers.get('access-control-allow-origin')).toBe(auth.url)
  const foreign = await call('/auth/v1/settings', {}, { origin: 'https://evil.example' })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  const preflight = await call('/auth/v1/token', { method: 'OPTIONS' }, { origin: auth.url })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('apikey')
})

test('neither the data API nor storage is served', async () => {
  expect((await call('/rest/v1/profiles')).status).toBe(404)
  expect((await call('/storage/v1/bucket')).status).toBe(404)
  expect((await call('/auth/v1/../../rest/v1/profiles')).status).toBe(404)
  expect((await call('/auth/v1/%2e%2e/%2e%2e/rest/v1/profiles')).status).toBe(404)
})

test('the mail page shows the content of a mail and runs none of it', async () => {
  const email = '"<img/src=x>"@example.com'
  await call('/auth/v1/otp', {
    method: 'POST',
    body: JSON.stringify({ email: 'page@example.com' }),
  })
  await call('/auth/v1/otp', { method: 'POST', body: JSON.stringify({ email }) })
  const page = await call('/dev/mail')
  const html = await page.text()
  expect(html).toContain(auth.mail('page@example.com').code)
  expect(html).not.toContain('<img')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const listed = await (await call('/dev/mail.json?to=PAGE@example.com')).json()
  expect(listed).toMatchObject([{ to: 'page@example.com', code: expect.stringMatching(/^\d{6}$/) }])
})
