import type { FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { assertOwnSite, mayOpenSocket } from './cross-site.ts'

const allowed = new Set(['https://chat.example.org'])
const request = (method: string, headers: Record<string, string>) =>
  ({ method, headers, routeOptions: { config: {} } }) as unknown as FastifyRequest
const own = { origin: 'https://chat.example.org', 'x-parley-client': '1' }

describe('a state change', () => {
  test('is allowed with our exact origin, or when the browser says same-origin', () => {
    expect(() => assertOwnSite(request('POST', own), allowed)).not.toThrow()
    const silent = { 'sec-fetch-site': 'same-origin', 'x-parley-client': '1' }
    expect(() => assertOwnSite(request('DELETE', silent), allowed)).not.toThrow()
  })

  test.each([
    ['another origin', { ...own, origin: 'https://evil.example' }],
    [
      'an origin that only begins like ours',
      { ...own, origin: 'https://chat.example.org.evil.example' },
    ],
    ['the opaque origin', { ...own, origin: 'null' }],
    [
      'another origin, with a false Sec-Fetch-Site',
      { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['no origin at all', { 'x-parley-client': '1' }],
    ['a sibling site', { 'x-parley-client': '1', 'sec-fetch-site': 'same-site' }],
    ['no custom header', { origin: own.origin }],
  ])('is refused with %s', (_name, headers) => {
    expect(() => assertOwnSite(request('POST', headers), allowed)).toThrow('Parley itself')
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])('is refused as %s, which a form could send', (type) => {
    const headers = { ...own, 'content-type': type }
    expect(() => assertOwnSite(request('POST', headers), allowed)).toThrow('Send JSON')
  })
})

test('reading needs no proof of origin', () => {
  expect(() => assertOwnSite(request('GET', {}), allowed)).not.toThrow()
})

test.each([
  ['our own page', { origin: 'https://chat.example.org' }, true],
  ['our own page by polling', { 'sec-fetch-site': 'same-origin' }, true],
  ['a program that is no browser', {}, true],
  ['a page elsewhere', { origin: 'https://evil.example' }, false],
  ['a page elsewhere by polling without an origin', { 'sec-fetch-site': 'cross-site' }, false],
])('a socket from %s: %s → %s', (_name, headers, expected) => {
  expect(mayOpenSocket(headers, allowed)).toBe(expected)
})
