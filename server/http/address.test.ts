import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

const request = (forwarded?: string) =>
  ({
    headers: { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '10.0.0.1' },
  }) as unknown as IncomingMessage

test.each([
  [undefined, 0, '10.0.0.1'],
  [undefined, 2, '10.0.0.1'],
  ['203.0.113.5', 0, '10.0.0.1'],
  ['203.0.113.5', 1, '203.0.113.5'],
  // The client itself wrote the first address.
  ['198.51.100.1, 203.0.113.5', 1, '203.0.113.5'],
  ['198.51.100.1, 203.0.113.5', 2, '198.51.100.1'],
  ['198.51.100.1, 203.0.113.5', 5, '198.51.100.1'],
  [' , ', 1, '10.0.0.1'],
])('"%s" past %i proxies comes from %s', (forwarded, proxies, address) => {
  expect(addressOf(request(forwarded), proxies)).toBe(address)
})
