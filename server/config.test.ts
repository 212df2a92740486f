import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const complete = {
  DATABASE_URL: 'postgresql://postgres@127.0.0.1:5432/postgres',
  SUPABASE_URL: 'https://abcdefgh.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_0123456789',
  PARLEY_COOKIE_SECRET: 'x'.repeat(32),
  PUBLIC_URL: 'https://chat.example.org',
}

function problemsOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }
  throw new Error('the settings were accepted')
}

const legacyKey = (role: string) =>
  `e30.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.signature`

test('one message names every setting that is missing or wrong', () => {
  const message = problemsOf({ PORT: '99999', PARLEY_COOKIE_SECRET: 'short' })
  for (const name of [
    'PORT',
    'DATABASE_URL is missing',
    'SUPABASE_URL is missing',
    'SUPABASE_PUBLISHABLE_KEY is missing',
    'PARLEY_COOKIE_SECRET must be 32 bytes or more',
  ]) {
    expect(message).toContain(name)
  }
})

test('one message names faults of single settings and faults of combinations', () => {
  const message = problemsOf({
    DATABASE_URL: complete.DATABASE_URL,
    PARLEY_COOKIE_SECRET: 'short',
    PUBLIC_URL: 'http://chat.example.org',
    SUPABASE_ANON_KEY: legacyKey('service_role'),
    SUPABASE_JWT_SECRET: 'short',
    SUPABASE_JWKS_URL: 'keys',
    PARLEY_IDLE_SECONDS: '20',
    PARLEY_ABSOLUTE_SECONDS: '10',
    PARLEY_ORIGINS: '* https://a.example ftp://b.example',
  })
  for (const problem of [
    'SUPABASE_URL is missing',
    'PARLEY_COOKIE_SECRET must be 32 bytes or more',
    'PUBLIC_URL is plain http beyond this machine',
    'SUPABASE_PUBLISHABLE_KEY is a secret key',
    'SUPABASE_JWT_SECRET must be 32 characters or more',
    'SUPABASE_JWKS_URL Invalid URL',
    'PARLEY_IDLE_SECONDS is longer than PARLEY_ABSOLUTE_SECONDS',
    'PARLEY_ORIGINS "*" is not an origin',
    'PARLEY_ORIGINS "ftp://b.example" is not an origin',
  ]) {
    expect(message).toContain(problem)
  }
  expect(message.split('\n  - ')).toHaveLength(10)
})

test('a setting that cannot be parsed gets no further check', () => {
  const env = { ...complete, PUBLIC_URL: 'nowhere', PARLEY_IDLE_SECONDS: 'long' }
  const message = problemsOf(env)
  expect(message).toContain('PUBLIC_URL is not an http(s) address')
  expect(message.split('\n  - ')).toHaveLength(3)
})

test('data is kept for a day at least and ten years at most, and by default as long as the manual says', () => {
  for (const days of ['0', '4000', 'long']) {
    const message = problemsOf({
      ...complete,
      PARLEY_ENDED_SESSION_DAYS: days,
      PARLEY_AUDIT_ADDRESS_DAYS: days,
    })
    expect(message).toContain('PARLEY_ENDED_SESSION_DAYS')
    expect(message).toContain('PARLEY_AUDIT_ADDRESS_DAYS')
  }
  expect(readConfig(complete).retention).toEqual({
    endedSessionDays: 30,
    auditAddressDays: 90,
    decidedReportDays: 180,
  })
})

test('a sign-in cannot be refused before it is stale', () => {
  const limits = { PARLEY_SIGN_IN_STALE_SECONDS: '7200', PARLEY_SIGN_IN_NEEDED_SECONDS: '3600' }
  expect(problemsOf({ ...complete, ...limits })).toContain('PARLEY_SIGN_IN_STALE_SECONDS is longer')
  const { session } = readConfig(complete)
  expect([session.signInStaleSeconds, session.signInNeededSeconds]).toEqual([3_600, 86_400])
})

test('no secret is told in the message', () => {
  const message = problemsOf({ ...complete, PARLEY_COOKIE_SECRET: 'too-short-a-secret', PORT: 'x' })
  expect(message).not.toContain('too-short-a-secret')
})

test('a malformed DATABASE_URL is reported with the other faults, without any piece of it', () => {
  const DATABASE_URL = 'postgresql://admin:hid/den@db.example.net:5432/chats'
  const message = problemsOf({ ...complete, DATABASE_URL, PORT: 'x' })
  expect(message).toContain('DATABASE_URL cannot be read')
  expect(message).toContain('PORT')
  expect(message).not.toMatch(/admin|hid|den@|example\.net|chats/)
})

test('a database beyond this machine is reached with TLS unless a setting says otherwise', () => {
  const DATABASE_URL = 'postgresql://postgres:secret@db.example.net/postgres?sslmode=disable'
  expect(problemsOf({ ...complete, DATABASE_URL })).toContain('DATABASE_URL has sslmode=disable')
  const plain = { ...complete, DATABASE_URL, PARLEY_DATABASE_TLS: 'plaintext' }
  expect(readConfig(plain).database.tls).toBe('plaintext')
})

test('two relays fit a pool of 15 unless more connections are asked for', () => {
  expect(readConfig(complete).database.connections * 2).toBeLessThan(15)
  const more = { ...complete, PARLEY_DATABASE_CONNECTIONS: '30' }
  expect(readConfig(more).database.connections).toBe(30)
  expect(problemsOf({ ...complete, PARLEY_DATABASE_CONNECTIONS: '1' })).toContain('CONNECTIONS')
})

test('the settings choose how tokens are verified, and may name keys and secret together', () => {
  const jwksUrl = 'https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json'
  const issuer = 'https://abcdefgh.supabase.co/auth/v1'
  expect(readConfig(complete).supabase).toMatchObject({
    issuer,
    verification: { jwksUrl, secret: null },
  })
  const secret = 's'.repeat(40)
  expect(readConfig({ ...complete, SUPABASE_JWT_SECRET: secret }).supabase.verification).toEqual({
    jwksUrl,
    secret,
  })
  const elsewhere = {
    SUPABASE_JWKS_URL: 'https://keys.example.org/jwks',
    SUPABASE_JWT_SECRET: secret,
  }
  expect(readConfig({ ...complete, ...elsewhere }).supabase.verification).toEqual({
    jwksUrl: elsewhere.SUPABASE_JWKS_URL,
    secret,
  })
})

test('an empty issuer means that tokens name none', () => {
  const issuerOf = (SUPABASE_JWT_ISSUER: string) =>
    readConfig({ ...complete, SUPABASE_JWT_ISSUER }).supabase.issuer
  expect(issuerOf('')).toBe('')
  expect(issuerOf('https://auth.example.org')).toBe('https://auth.example.org')
})

test('the legacy anon key serves as the publishable key', () => {
  const { SUPABASE_PUBLISHABLE_KEY: _, ...rest } = complete
  const key = legacyKey('anon')
  expect(readConfig({ ...rest, SUPABASE_ANON_KEY: key }).supabase.publishableKey).toBe(key)
})

test.each([
  ['a new secret key', 'sb_secret_0123456789'],
  ['a legacy service role key', legacyKey('service_role')],
])('%s where browsers would get it is refused', (_name, key) => {
  expect(problemsOf({ ...complete, SUPABASE_PUBLISHABLE_KEY: key })).toContain('secret key')
})

test('plain http is refused beyond this machine and sets unprefixed cookies on it', () => {
  expect(problemsOf({ ...complete, PUBLIC_URL: 'http://chat.example.org' })).toContain('plain http')
  expect(readConfig(complete).session.secureCookies).toBe(true)
  const local = readConfig({ ...complete, PUBLIC_URL: 'http://localhost:8002' })
  expect(local.session.secureCookies).toBe(false)
})

test('origins are an explicit list; a star is none', () => {
  expect(problemsOf({ ...complete, PARLEY_ORIGINS: '*' })).toContain('"*" is not an origin')
  const config = readConfig({ ...complete, PARLEY_ORIGINS: 'https://a.example, https://b.example' })
  expect([...config.allowedOrigins]).toEqual([
    'https://chat.example.org',
    'https://a.example',
    'https://b.example',
  ])
})

test('Redis is optional, and its address is checked strictly: a piece of a password could reach the log', () => {
  expect(readConfig(complete).redisUrl).toBe(null)
  expect(readConfig({ ...complete, REDIS_URL: '' }).redisUrl).toBe(null)
  for (const url of ['redis://cache', 'rediss://:p%40ss@[::1]:6380/2', 'redis://a:b@10.0.0.1/'])
    expect(readConfig({ ...complete, REDIS_URL: url }).redisUrl).toBe(url)
  for (const url of [
    'http://cache',
    'redis://',
    'redis://cache:99999',
    'redis://cache/name',
    'redis://:secr@t@cache',
    'redis://secret:1#2@cache',
    'redis://secret:1/2@cache',
  ]) {
    const problems = problemsOf({ ...complete, REDIS_URL: url })
    expect(problems).toContain('REDIS_URL must be redis://')
    expect(problems).not.toContain('secr')
  }
})

test('the keys that are derived from one secret differ', () => {
  const { session, limits } = readConfig(complete)
  const keys = [session.accessKey, session.refreshKey, limits.nameKey].map((key) =>
    key.export().toString(),
  )
  expect(new Set(keys).size).toBe(keys.length)
})

test('pictures of other sites are fetched unless the settings say otherwise', () => {
  expect(readConfig(complete).pictures).toBe(true)
  expect(readConfig({ ...complete, PARLEY_PICTURES: 'off' }).pictures).toBe(false)
  expect(readConfig({ ...complete, PARLEY_LINK_PREVIEWS: 'off' }).linkPreviews).toBe(false)
  expect(problemsOf({ ...complete, PARLEY_LINK_PREVIEWS: 'no' })).toContain('PARLEY_LINK_PREVIEWS')
  expect(problemsOf({ ...complete, PARLEY_PICTURES: 'no' })).toContain('PARLEY_PICTURES')
})

test('a base path, a theme and origins of frames are told with every other fault', () => {
  const message = problemsOf({
    ...complete,
    PORT: 'x',
    PARLEY_BASE_PATH: '/messages/',
    PARLEY_THEME: '/nowhere/theme.json',
    PARLEY_FRAME_ORIGINS: 'app',
  })
  expect(message).toContain('PARLEY_BASE_PATH must not end with /')
  expect(message).toContain('PARLEY_THEME cannot be read (ENOENT)')
  expect(message).toContain('PARLEY_FRAME_ORIGINS "app" is not an origin')
  expect(message.split('\n  - ')).toHaveLength(5)
  expect(readConfig(complete)).toMatchObject({ basePath: '', theme: null, frameOrigins: [] })
})

test.each([
  ['https://app.example.org', null],
  ['https://chat.example.org', null],
  ['http://app.example.org', 'another site'],
  ['https://example.com', 'another site'],
  ['https://10.0.0.1', 'another site'],
  ['https://[::1]', 'another site'],
  ['https://localhost', 'another site'],
])('%s may frame https://chat.example.org: %s', (origin, fault) => {
  const env = { ...complete, PARLEY_FRAME_ORIGINS: origin }
  if (fault === null) expect(readConfig(env).frameOrigins).toEqual([origin])
  else expect(problemsOf(env)).toContain(fault)
})
