import { createPublicKey, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestJwks, type TestJwks } from '../../testing/jwks.ts'
import { createTokenVerifier } from './supabase-token.ts'

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

const verifier = () =>
  createTokenVerifier({
    url: 'https://project.supabase.co',
    publishableKey: 'sb_publishable_x',
    issuer,
    verification: { kind: 'jwks', url: jwks.url },
  })

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

test.each([
  ['a key that was never published', () => jwks.forge(claims())],
  ['a kid that does not exist', () => jwks.sign(claims(), 'no-such-key')],
  ['another issuer', () => jwks.sign({ ...claims(), iss: 'https://other.supabase.co/auth/v1' })],
  ['a token for another app', () => jwks.sign({ ...claims(), client_id: 'another-app' })],
  ['another audience', () => jwks.sign({ ...claims(), aud: 'anon' })],
  ['an expired token', () => jwks.sign({ ...claims(), exp: Math.floor(Date.now() / 1000) - 60 })],
  [
    'a token that is not valid yet',
    () => jwks.sign({ ...claims(), nbf: Math.floor(Date.now() / 1000) + 600 }),
  ],
])('%s is refused', async (_name, make) => {
  await expect(verifier()(await make())).rejects.toMatchObject({ code: 'invalid_token' })
})

test('a token signed with the public key as HMAC secret is refused', async () => {
  const jwk = jwks.publicKey()
  const pem = createPublicKey({ key: jwk as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  })
  const secrets = [String(pem), JSON.stringify(jwk)]
  for (const secret of secrets) {
    const token = jwt.sign(claims(), secret, { algorithm: 'HS256', keyid: jwk.kid! })
    await expect(verifier()(token)).rejects.toMatchObject({ code: 'invalid_token' })
  }
})

test('where the project signs with its HS256 secret, an ES256 token is refused', async () => {
  const verify = createTokenVerifier({
    url: 'https://project.supabase.co',
    publishableKey: 'x',
    issuer,
    verification: { kind: 'hs256', secret: 's'.repeat(40) },
  })
  await expect(verify(await jwks.sign(claims()))).rejects.toMatchObject({ code: 'invalid_token' })
  const good = jwt.sign(claims(), 's'.repeat(40), { algorithm: 'HS256' })
  await expect(verify(good)).resolves.toBeTruthy()
  const stronger = jwt.sign(claims(), 's'.repeat(64), { algorithm: 'HS512' })
  await expect(verify(stronger)).rejects.toMatchObject({ code: 'invalid_token' })
})
