import { createHmac } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { hashRefreshToken, readAccessToken } from './parley-tokens.ts'

const PARLEY_COOKIE_SECRET = 'a secret of the tests and of nobody else'
const { session } = readConfig({
  DATABASE_URL: 'postgresql://postgres@127.0.0.1/postgres',
  SUPABASE_URL: 'http://127.0.0.1',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_key',
  PARLEY_COOKIE_SECRET,
})

/** Earlier versions used this text as the key. */
const textOf = (purpose: string) =>
  createHmac('sha256', PARLEY_COOKIE_SECRET).update(`parley/${purpose}`).digest('base64url')

test('the cookies of an earlier version stay valid', () => {
  const claims = {
    sid: 'a session',
    sub: 'a person',
    jti: 'a token',
    rtk: '00000000-0000-4000-8000-000000000000',
    exp: 4_000_000_000,
  }
  const token = jwt.sign(claims, textOf('access'), { algorithm: 'HS256' })
  expect(readAccessToken(session, token)).toEqual(claims)
  const hash = createHmac('sha256', textOf('refresh')).update('stored/token').digest('base64url')
  expect(hashRefreshToken(session, 'token')).toBe(hash)
})
