import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { TestBrowser } from './browser.ts'
import { openTestJwks, type TestJwks } from './jwks.ts'
import { openTestRelay, type TestRelay } from './relay.ts'
import { signHs256, withClaims } from './tokens.ts'

/** The secret of the project, as long as that of the official compose file. */
const SECRET = 'the secret of a project, of more than thirty-two bytes'
const manual = readFileSync(new URL('../docs/supabase.md', import.meta.url), 'utf8')

let relay: TestRelay
let jwks: TestJwks
const ends: (() => unknown)[] = []
beforeAll(async () => {
  ;[relay, jwks] = await Promise.all([openTestRelay(), openTestJwks()])
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})
afterAll(async () => {
  await relay.close()
  await jwks.close()
})

/** The settings that the manual gives for a kind of project. */
function documented(heading: string): Record<string, string> {
  const block = manual.split(`### ${heading}\n`)[1]?.split('```')[1] ?? ''
  const lines = block.split('\n').filter((line) => line.includes('='))
  return Object.fromEntries(
    lines.map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]),
  )
}

interface Project {
  keys: unknown[]
  issuer: (url: string) => string
  /** Whether the gateway demands a key for `openid-configuration`, as that of the compose file does. */
  isGuarded: boolean
}

/** What a project answers before anybody has signed in. */
async function openProject({ keys, issuer, isGuarded }: Project): Promise<string> {
  let url = ''
  const answers: Record<string, () => unknown> = {
    '/auth/v1/settings': () => ({ external: { email: true } }),
    '/auth/v1/.well-known/jwks.json': () => ({ keys }),
    '/auth/v1/.well-known/openid-configuration': () => ({ issuer: issuer(url) }),
  }
  const server: Server = createServer((request, response) => {
    const path = request.url ?? ''
    const needsKey = path.endsWith('/settings') || (isGuarded && path.endsWith('-configuration'))
    if (needsKey && request.headers.apikey === undefined) return response.writeHead(401).end()
    return response.end(JSON.stringify(answers[path]?.() ?? null))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  ends.push(() => server.close())
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return url
}

/** A relay with the documented settings, where addresses and secrets are those of the test. */
async function openRelay(url: string, settings: Record<string, string>): Promise<string> {
  const { DATABASE_URL, PARLEY_COOKIE_SECRET } = relay.env
  const port = await freePort()
  const own = `http://127.0.0.1:${port}`
  const filled = Object.entries(settings).map(([name, value]) => [
    name,
    value === '<JWT_SECRET>' ? SECRET : value,
  ])
  const env = {
    ...(Object.fromEntries(filled) as Record<string, string>),
    ...{ SUPABASE_URL: url, DATABASE_URL, PARLEY_COOKIE_SECRET, PUBLIC_URL: own },
    ...{ PORT: String(port), LOG_LEVEL: 'silent' },
  }
  const app = await buildApp(readConfig(env))
  ends.push(() => app.close())
  await app.listen({ port, host: '127.0.0.1' })
  return own
}

async function problemsAt(own: string): Promise<{ code: string; message: string }[]> {
  const answer = await fetch(`${own}/api/installation`)
  return ((await answer.json()) as { problems: { code: string; message: string }[] }).problems
}

const hostedIssuer = (url: string) => `${url}/auth/v1`
const noIssuer = () => ''
const withKey = (claims: Record<string, unknown>) => jwks.sign(claims)
const withSecret = async (claims: Record<string, unknown>) => signHs256(claims, SECRET)
const secretBefore = { SUPABASE_JWT_SECRET: SECRET }

test.each([
  ['Hosted', {}, { hasKeys: true, issuer: hostedIssuer, sign: withKey, isGuarded: false }],
  [
    'Hosted',
    secretBefore,
    { hasKeys: false, issuer: hostedIssuer, sign: withSecret, isGuarded: false },
  ],
  ['supabase start', {}, { hasKeys: true, issuer: hostedIssuer, sign: withKey, isGuarded: true }],
  [
    'Self-hosted by the official compose file',
    {},
    { hasKeys: false, issuer: noIssuer, sign: withSecret, isGuarded: true },
  ],
])('people sign in: %s, with %j', async (heading, more, { hasKeys, issuer, sign, isGuarded }) => {
  const keys = hasKeys ? [jwks.publicKey()] : []
  const url = await openProject({ keys, issuer, isGuarded })
  const own = await openRelay(url, { ...documented(heading), ...more })
  expect(await problemsAt(own)).toEqual([])

  const iss = issuer(url) === '' ? undefined : issuer(url)
  const token = await sign(withClaims(await relay.auth.signUp(), { iss }))
  const answer = await new TestBrowser(own).bridge(token)
  expect([answer.status, answer.body]).toMatchObject([201, { user: expect.anything() }])

  const other = await sign(withClaims(await relay.auth.signUp(), { iss: 'https://other.example' }))
  expect((await new TestBrowser(own).bridge(other)).status).toBe(401)
})

test('without its settings, the compose file is refused, and the doctor names both settings', async () => {
  const url = await openProject({ keys: [], issuer: noIssuer, isGuarded: true })
  const {
    SUPABASE_JWT_SECRET: _secret,
    SUPABASE_JWT_ISSUER: _issuer,
    ...rest
  } = documented('Self-hosted by the official compose file')
  const problems = await problemsAt(await openRelay(url, rest))
  expect(problems.map(({ code }) => code)).toEqual(['no_signing_keys', 'issuer_differs'])
  expect(problems.map(({ message }) => message).join()).toMatch(
    /set SUPABASE_JWT_SECRET.*Set SUPABASE_JWT_ISSUER to an empty value/,
  )
})
