import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendBare, upgradeFrom } from '../../testing/bare.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { errorBody } from '../../wire/errors.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

interface Answer {
  status: number
  headers: Headers
  body: unknown
}

function expectError({ status, headers, body }: Answer, expected: [number, string]): void {
  const { error } = errorBody.parse(body)
  expect([status, error.code]).toEqual(expected)
  expect(headers.get('x-request-id')).toBe(error.request_id)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
}

describe('the error body is the same for', () => {
  test.each([
    ['a percent sign alone', '/%'],
    ['a byte that is not UTF-8', '/api/conversations/%ff'],
    ['a lone surrogate', '/api/conversations/%ED%A0%80'],
    ['an id of 101 characters', `/api/conversations/${'x'.repeat(101)}`],
    ['an id of 5,000 characters', `/api/messages/${'x'.repeat(5_000)}`],
  ])('an address that cannot be read: %s', async (_name, path) => {
    expectError(await relay.browser().call('GET', path), [400, 'invalid_request'])
  })

  test('bytes that are not HTTP', async () => {
    expectError(await sendBare(relay.url, 'hello, relay\r\n\r\n'), [400, 'invalid_request'])
  })

  test('headers beyond the limit', async () => {
    const request = `GET /api/config HTTP/1.1\r\nHost: parley\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`
    expectError(await sendBare(relay.url, request), [413, 'payload_too_large'])
  })

  test('a request that takes too long to arrive', async () => {
    expect(relay.app.server.requestTimeout).toBe(60_000)
    // Node does this when the time limit is over.
    relay.app.server.once('connection', (connection: Socket) => {
      const error = Object.assign(new Error('Request timeout'), {
        code: 'ERR_HTTP_REQUEST_TIMEOUT',
      })
      relay.app.server.emit('clientError', error, connection)
    })
    expectError(await sendBare(relay.url, 'POST /api/'), [503, 'unavailable'])
  })

  test('a socket of another site, by polling and by WebSocket', async () => {
    const headers = { origin: 'https://evil.example' }
    const path = '/socket.io/?EIO=4&transport=polling'
    const polled = await relay.browser().call('GET', path, { headers })
    expectError(polled, [403, 'forbidden_origin'])
    expectError(await sendBare(relay.url, upgradeFrom(headers.origin)), [403, 'forbidden_origin'])
  })
})

test.each([
  '/api/config',
  '/api/database',
  '/api/auth/session',
  '/api/conversations',
  '/%61pi/conversations',
  '/api/nowhere',
])('no cache keeps %s', async (path) => {
  const { browser } = await relay.person()
  expect((await browser.call('GET', path)).headers.get('cache-control')).toBe('no-store')
})
