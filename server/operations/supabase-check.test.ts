import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import jwt from 'jsonwebtoken'
import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from '../config.ts'
import { problemsOfSupabase } from './supabase-check.ts'

const KEY = 'sb_publishable_0123456789'
const SECRET = 's'.repeat(40)
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Answers by path. With `needsKey`, a request without the publishable key gets 401, as at the self-hosted gateway. */
type Answers = Record<string, { status?: number; body: unknown; needsKey?: boolean }>

const healthy: Answers = {
  '/auth/v1/settings': { body: { external: { email: true } } },
  '/auth/v1/.well-known/jwks.json': { body: { keys: [{ kid: 'one', kty: 'EC' }] } },
}

/** The answers of a project, and the problems that the relay finds in it. */
async function examine(
  answers: Answers,
  settings: { publishableKey?: string; verification?: 'jwks' | 'hs256'; issuer?: string } = {},
): Promise<{ codes: string[]; text: string }> {
  const server = createServer((request, response) => {
    const found = answers[request.url ?? ''] ?? { status: 404, body: '404 page' }
    const isRefused = found.needsKey === true && request.headers.apikey === undefined
    const { status = 200, body } = isRefused ? { status: 401, body: '' } : found
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return problemsAt(url, settings)
}

async function problemsAt(
  url: string,
  {
    publishableKey = KEY,
    verification = 'jwks',
    issuer = `${url}/auth/v1`,
  }: { publishableKey?: string; verification?: 'jwks' | 'hs256'; issuer?: string },
) {
  const supabase: Config['supabase'] = {
    url,
    publishableKey,
    issuer,
    verification: {
      jwksUrl: `${url}/auth/v1/.well-known/jwks.json`,
      secret: verification === 'hs256' ? SECRET : null,
    },
  }
  const problems = await problemsOfSupabase(supabase)
  const text = problems.map(({ message }) => message).join('\n')
  expect(text).not.toContain(publishableKey)
  expect(text).not.toContain(SECRET)
  return { codes: problems.map(({ code }) => code), text }
}

const legacyKey = (secret: string, ref = 'abcdefgh') => jwt.sign({ role: 'anon', ref }, secret)
const without = (path: string): Answers => ({ ...healthy, [path]: { status: 404, body: '' } })
const withKeys = (keys: unknown[]): Answers => ({
  ...healthy,
  '/auth/v1/.well-known/jwks.json': { body: { keys } },
})

test('a project that matches the settings has no problem', async () => {
  expect((await examine(healthy)).codes).toEqual([])
  expect((await examine(withKeys([]), { verification: 'hs256' })).codes).toEqual([])
})

test('an address with no server, or with a different one, is the only problem reported', async () => {
  const unreachable = await problemsAt('http://127.0.0.1:1', {})
  expect(unreachable.codes).toEqual(['supabase_unreachable'])
  expect(unreachable.text).toContain('SUPABASE_URL cannot be reached')
  expect((await examine({})).codes).toEqual(['not_supabase'])
  const page = { '/auth/v1/settings': { body: '<!doctype html>' } }
  expect((await examine(page)).codes).toEqual(['not_supabase'])
  const paused = { '/auth/v1/settings': { status: 540, body: '' } }
  expect((await examine(paused)).codes).toEqual(['supabase_unreachable'])
})

test('a publishable key that the project refuses', async () => {
  const refused = { ...healthy, '/auth/v1/settings': { status: 401, body: { message: 'no' } } }
  expect((await examine(refused)).codes).toEqual(['key_refused'])
})

test('a project without signing keys needs its secret', async () => {
  const { codes, text } = await examine(withKeys([]))
  expect(codes).toEqual(['no_signing_keys'])
  expect(text).toContain('set SUPABASE_JWT_SECRET')
})

test('signing keys that cannot be read', async () => {
  expect((await examine(without('/auth/v1/.well-known/jwks.json'))).codes).toEqual([
    'keys_unreachable',
  ])
})

test('a secret that is still set, although the project has signing keys', async () => {
  const { codes, text } = await examine(healthy, { verification: 'hs256' })
  expect(codes).toEqual(['secret_left_over'])
  expect(text).toContain('remove the setting')
})

test('a secret that did not sign the legacy key of the project', async () => {
  const settings = { verification: 'hs256' as const }
  const right = { ...settings, publishableKey: legacyKey(SECRET) }
  expect((await examine(withKeys([]), right)).codes).toEqual([])
  const wrong = { ...settings, publishableKey: legacyKey('x'.repeat(40)) }
  expect((await examine(withKeys([]), wrong)).codes).toEqual(['secret_wrong'])
})

describe('the issuer', () => {
  const path = '/auth/v1/.well-known/openid-configuration'
  const signsAs = (issuer: string): Answers => ({
    ...healthy,
    [path]: { body: { issuer }, needsKey: true },
  })

  test('a project that signs under another name', async () => {
    const issuer = 'https://abcdefgh.supabase.co/auth/v1'
    const answers = signsAs(issuer)
    const { codes, text } = await examine(answers)
    expect(codes).toEqual(['issuer_differs'])
    expect(text).toContain(`signs as ${issuer}`)
    expect(text).toContain(`Set SUPABASE_JWT_ISSUER=${issuer}`)
    expect((await examine(answers, { issuer })).codes).toEqual([])
  })

  test('a self-hosted project whose tokens name no issuer, and one whose tokens do', async () => {
    const { codes, text } = await examine(signsAs(''))
    expect(codes).toEqual(['issuer_differs'])
    expect(text).toContain('Set SUPABASE_JWT_ISSUER to an empty value')
    expect((await examine(signsAs(''), { issuer: '' })).codes).toEqual([])
    const other = await examine(signsAs('https://auth.example.org'), { issuer: '' })
    expect(other.text).toContain('Set SUPABASE_JWT_ISSUER=https://auth.example.org')
  })

  test('is looked at again while the project does not answer, and not where Auth is too old', async () => {
    const away = { ...healthy, [path]: { status: 503, body: '' } }
    expect((await examine(away)).codes).toEqual(['issuer_unknown'])
    expect((await examine(without(path))).codes).toEqual([])
    const keysAway = {
      ...healthy,
      '/auth/v1/.well-known/jwks.json': { status: 502, body: '' },
    }
    const settings = { verification: 'hs256' as const }
    expect((await examine(keysAway, settings)).codes).toEqual(['keys_unreachable'])
  })
})
