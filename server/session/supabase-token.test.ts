import { createPublicKey, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openTestJwks, type TestJwks } from '../../testing/jwks.ts'
import { unsigned } from '../../testing/tokens.ts'
import { createTokenVerifier } from './supabase-token.ts'
import type { WhyRefused } from './why-refused.ts'

const issuer = 'https://project.supabase.co/auth/v1'
const claims = () => ({
  iss: issuer,
  aud: 'authenticated',
  role: 'authenticated',
  sub: randomUUID(),
  session_id: randomUUID(),
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 3600,
})

let jwks: TestJwks
beforeEach(async () => {
  jwks = await openTestJwks()
})
afterEach(async () => {
  vi.useRealTimers()
  await jwks.close()
})

const told: WhyRefused[] = []
beforeEach(() => told.splice(0))

/** What accepts the tokens of a project. With a secret, both kinds of key. */
const verifier = (secret: string | null = null, expected = issuer) =>
  createTokenVerifier(
    {
      url: 'https://project.supabase.co',
      publishableKey: 'sb_publishable_x',
      issuer: expected,
      verification: { jwksUrl: jwks.url, secret },
    },
    (why) => told.push(why),
  )
const SECRET = 's'.repeat(40)

test('a token signed with a published ES256 key is accepted, and the keys are fetched once', async () => {
  const verify = verifier()
  const one = claims()
  expect(await verify(await jwks.sign(one))).toEqual({
    userId: one.sub,
    supabaseSessionId: one.session_id,
    assurance: 'aal1',
    endsAt: one.exp,
  })
  await verify(await jwks.sign(claims()))
  expect(jwks.fetches()).toBe(1)
})

test('an imported account may have an id of no RFC 4122 version', async () => {
  const imported = { ...claims(), sub: '11111111-2222-3333-4444-555555555555' }
  const verified = verifier()(await jwks.sign(imported))
  await expect(verified).resolves.toMatchObject({ userId: imported.sub })
  await expect(verifier()(await jwks.sign({ ...imported, sub: 'ada' }))).rejects.toMatchObject({
    code: 'invalid_token',
  })
})

test('a new key is found, and unknown keys cause at most one fetch in 30 s', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const verify = verifier()
  await verify(await jwks.sign(claims()))
  await jwks.rotate()
  // The keys were fetched just now: an unknown kid does not cause another fetch.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await expect(verify(await jwks.sign(claims()))).rejects.toMatchObject({ code: 'invalid_token' })
  }
  expect(jwks.fetches()).toBe(1)

  vi.setSystemTime(Date.now() + 31_000)
  await verify(await jwks.sign(claims()))
  expect(jwks.fetches()).toBe(2)
})

test('keys that cannot be fetched make the answer unavailable, not a bad token', async () => {
  jwks.setBroken(true)
  const verify = verifier()
  await expect(verify(await jwks.sign(claims()))).rejects.toMatchObject({ code: 'unavailable' })
  jwks.setBroken(false)
  await expect(verify(await jwks.sign(claims()))).resolves.toBeTruthy()
})

test('keys at an address where nobody answers are unavailable too', async () => {
  const verify = verifier()
  const token = await jwks.sign(claims())
  await jwks.close()
  await expect(verify(token)).rejects.toMatchObject({ code: 'unavailable' })
  jwks = await openTestJwks()
})

describe.each([
  ['with published keys alone', null],
  ['with published keys and the legacy secret', SECRET],
])('%s', (_kind, secret) => {
  const past = () => Math.floor(Date.now() / 1000) - 60
  test.each<[string, WhyRefused['refused_for'], () => Promise<string> | string]>([
    ['a key that was never published', 'key', () => jwks.forge(claims())],
    ['a kid that does not exist', 'key', () => jwks.sign(claims(), 'no-such-key')],
    [
      'another issuer',
      'issuer',
      () => jwks.sign({ ...claims(), iss: 'https://other.supabase.co/auth/v1' }),
    ],
    ['no issuer', 'issuer', () => jwks.sign({ ...claims(), iss: undefined })],
    ['a token for another app', 'claims', () => jwks.sign({ ...claims(), client_id: 'another' })],
    ['another audience', 'audience', () => jwks.sign({ ...claims(), aud: 'anon' })],
    ['an expired token', 'expired', () => jwks.sign({ ...claims(), exp: past() })],
    [
      'a token that is not valid yet',
      'claims',
      () => jwks.sign({ ...claims(), nbf: past() + 660 }),
    ],
    ['another secret', secret === null ? 'algorithm' : 'key', () => signLegacy('x'.repeat(40))],
    ['a stronger algorithm of the secret', 'algorithm', () => signLegacy(SECRET, 'HS512')],
    ['no signature at all', 'algorithm', () => unsigned(claims())],
    ['a text that is no token', 'form', () => 'a.b.c'],
  ])('%s is refused, and the reason told without the token', async (_name, refusedFor, make) => {
    const token = await make()
    await expect(verifier(secret)(token)).rejects.toMatchObject({ code: 'invalid_token' })
    expect(told).toMatchObject([{ refused_for: refusedFor }])
    expect(JSON.stringify(told)).not.toContain(token.split('.')[1])
  })

  test('a token signed with the public key as HMAC secret is refused', async () => {
    const jwk = jwks.publicKey()
    const pem = createPublicKey({ key: jwk as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    const secrets = [String(pem), JSON.stringify(jwk)]
    for (const publicSecret of secrets) {
      const token = jwt.sign(claims(), publicSecret, { algorithm: 'HS256', keyid: jwk.kid! })
      await expect(verifier(secret)(token)).rejects.toMatchObject({ code: 'invalid_token' })
    }
  })
})

const signLegacy = (secret: string, algorithm: 'HS256' | 'HS512' = 'HS256') =>
  jwt.sign(claims(), secret, { algorithm })

test('a project moves from its secret to keys, and to other keys, with nobody refused', async () => {
  const verify = verifier(SECRET)
  const before = signLegacy(SECRET)
  await expect(verify(before)).resolves.toBeTruthy()
  const ofFirstKey = await jwks.sign(claims())
  await expect(verify(ofFirstKey)).resolves.toBeTruthy()
  await expect(verify(before)).resolves.toBeTruthy()
  await expect(verifier(null)(before)).rejects.toMatchObject({ code: 'invalid_token' })
  expect(told.at(-1)?.reason).toContain('SUPABASE_JWT_SECRET')
})

test('a secret published as a key is never used', async () => {
  const k = Buffer.from(SECRET).toString('base64url')
  jwks.publish({ kty: 'oct', k, kid: 'shared', alg: 'HS256' })
  const token = jwt.sign(claims(), SECRET, { algorithm: 'HS256', keyid: 'shared' })
  await expect(verifier(null)(token)).rejects.toMatchObject({ code: 'invalid_token' })
  await expect(verifier('x'.repeat(40))(token)).rejects.toMatchObject({ code: 'invalid_token' })
})

test('where tokens name no issuer, one that names any is refused, and the log says what both are', async () => {
  const verify = verifier(SECRET, '')
  const { iss: _, ...unnamed } = claims()
  await expect(verify(jwt.sign(unnamed, SECRET))).resolves.toBeTruthy()
  for (const iss of [issuer, ''])
    await expect(verify(jwt.sign({ ...unnamed, iss }, SECRET))).rejects.toMatchObject({
      code: 'invalid_token',
    })
  expect(told[0]?.reason).toContain(`the token names "${issuer}", and the relay expects no issuer`)
})

test('where the project signs with its HS256 secret, an ES256 token is refused', async () => {
  const stray = await jwks.sign(claims())
  jwks.withdraw()
  const verify = verifier(SECRET)
  await expect(verify(stray)).rejects.toMatchObject({ code: 'invalid_token' })
  await expect(verify(signLegacy(SECRET))).resolves.toBeTruthy()
  await expect(verify(signLegacy('s'.repeat(64), 'HS512'))).rejects.toMatchObject({
    code: 'invalid_token',
  })
})
