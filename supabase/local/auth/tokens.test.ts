import jwt from 'jsonwebtoken'
import { expect, test } from 'vitest'
import { completeRedirect, completeSession, completeToken } from './tokens.ts'

const options = { issuer: 'http://localhost:8002/auth/v1', secret: 'a secret of this test' }
const bare = jwt.sign({ sub: 'ada', aud: 'authenticated', exp: 4e9, iat: 1e9 }, options.secret)
const complete = { sub: 'ada', iss: options.issuer, aal: 'aal1', exp: 4e9, iat: 1e9 }

test('adds the issuer and keeps every other claim', () => {
  expect(jwt.verify(completeToken(bare, options), options.secret)).toMatchObject(complete)
})

test('names no issuer where the project has none', () => {
  const unnamed = completeToken(bare, { ...options, issuer: '' })
  expect(jwt.decode(unnamed)).not.toHaveProperty('iss')
})

test('changes only answers that contain a session', () => {
  expect(completeSession('{"user":null}', options)).toBe('{"user":null}')
  expect(completeSession('not json', options)).toBe('not json')
  const body = completeSession(JSON.stringify({ access_token: bare, expires_in: 3600 }), options)
  const session = JSON.parse(body) as { access_token: string; expires_in: number }
  expect(session.expires_in).toBe(3600)
  expect(jwt.decode(session.access_token)).toMatchObject(complete)
})

test('completes the token in the fragment of a redirect, and changes no other redirect', () => {
  const error = 'http://localhost:8002/#error=access_denied'
  expect(completeRedirect(error, options)).toBe(error)
  const target = completeRedirect(`http://localhost:8002/in?a=1#access_token=${bare}&x=y`, options)
  const { pathname, search, hash } = new URL(target)
  expect(pathname + search).toBe('/in?a=1')
  const values = new URLSearchParams(hash.slice(1))
  expect(values.get('x')).toBe('y')
  expect(jwt.decode(values.get('access_token') ?? '')).toMatchObject(complete)
})
