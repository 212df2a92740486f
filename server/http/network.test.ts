import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:0:0:0:1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['[2001:db8::1]', '2001:db8:0:0::/64'],
  ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['fe80::2%25wlan0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['64:ff9b::203.0.113.5', '64:ff9b:0:0::/64'],
])('the IPv6 address %s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  '203.0.113.5',
  ' 203.0.113.5 ',
  '203.0.113.5:51234',
  '::ffff:203.0.113.5',
  '::FFFF:203.0.113.5',
  '[::ffff:203.0.113.5]:51234',
  '0:0:0:0:0:ffff:203.0.113.5',
  '::ffff:cb00:7105',
])('%s is one IPv4 address', (address) => {
  expect(networkOf(address)).toBe('203.0.113.5')
})

test.each(['', 'unknown', '_hidden', '203.0.113', '1::2::3', '[::1'])(
  'the text "%s" is no address and shares one count',
  (address) => {
    expect(networkOf(address)).toBe('unknown')
  },
)
