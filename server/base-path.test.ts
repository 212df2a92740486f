import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressWithin, faultOfBasePath, isOutside } from './base-path.ts'
import { cookieNames, type CookieConfig } from './session/cookies.ts'

test.each(['/messages', '/app/messages', '/a_b-c/2'])('%s may be a base path', (path) =>
  expect(faultOfBasePath(path)).toBeNull(),
)

test.each([
  ['messages', 'begin with /'],
  ['/', 'end with /'],
  ['/messages/', 'end with /'],
  ['//messages', 'single slashes'],
  ['/a//b', 'single slashes'],
  ['/..', 'no dots'],
  ['/a/../b', 'no dots'],
  ['/a%2fb', 'encoded'],
  ['/a b', 'letters'],
  ['/a?b', 'letters'],
  ['/a;Path', 'letters'],
  ['/a"><script>', 'letters'],
  ['/livez', 'health'],
  ['/metrics/x', 'health'],
  [`/${'a'.repeat(100)}`, 'longer'],
])('%s is refused: %s', (path, reason) => expect(faultOfBasePath(path)).toContain(reason))

const under = (base: string, url: string) => {
  const request = { url } as IncomingMessage
  const address = addressWithin(base)(request)
  return isOutside(request) ? null : address
}

test.each([
  ['/messages', '/'],
  ['/messages?code=1', '/?code=1'],
  ['/messages/', '/'],
  ['/messages/c/7?m=1', '/c/7?m=1'],
  ['/messages//api', '//api'],
])('%s is %s within /messages', (url, address) => expect(under('/messages', url)).toBe(address))

test.each([
  '/',
  '/api/config',
  '/messagesx',
  '/messages;x',
  '/MESSAGES/',
  '//messages/',
  '/%6dessages/',
  '/messages%2fapi/config',
  '/x/../messages/api',
  'http://evil.example/messages/',
])('%s lies outside of /messages', (url) => expect(under('/messages', url)).toBeNull())

test('no two places share the name of a cookie', () => {
  const at = (basePath: string, publicUrl = 'https://example.org') => {
    const session = { secureCookies: publicUrl.startsWith('https') } as CookieConfig['session']
    return cookieNames({ session, publicUrl, basePath }).access
  }
  expect(at('')).toBe('__Host-parley-access')
  expect(at('/messages')).toBe('__Secure-parley-access.messages')
  expect(at('', 'http://localhost:8002')).toBe('parley-access-8002')
  const places = ['', '/a', '/a/b', '/a-b', '/a_b', '/b'].map((path) => at(path))
  expect(new Set(places).size).toBe(places.length)
})
