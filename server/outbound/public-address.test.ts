import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'

test.each([
  ['this machine', ['127.0.0.1', '127.8.9.10', '0.0.0.0', '0.1.2.3', '::1', '::']],
  ['private networks', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1']],
  ['networks of containers and clouds', ['fdaa::3', 'fd00:ec2::254', '100.64.0.1']],
  ['link-local addresses and metadata', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0']],
  ['metadata of Azure, Alibaba and Oracle', ['168.63.129.16', '100.100.100.200', '192.0.0.192']],
  ['multicast, broadcast and reserved', ['224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1']],
  ['documentation and benchmarks', ['192.0.2.1', '203.0.113.9', '198.18.0.1', '2001:db8::1']],
  ['mapped IPv4', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1']],
  ['IPv4 inside NAT64, 6to4 and Teredo', ['64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::']],
  ['what is no address', ['', 'localhost', '127.1', '0x7f000001', '2130706433', '[::1]']],
])('refuses %s', (_what, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([])
})

test.each(['1.1.1.1', '8.8.8.8', '142.250.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])(
  'allows %s',
  (address) => expect(isPublicAddress(address)).toBe(true),
)
