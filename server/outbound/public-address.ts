import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IPv4 networks that are not the public internet (the special-purpose registry of IANA). */
const INSIDE_IPV4: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local. Most clouds answer at 169.254.169.254 with the keys of the machine.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Azure's metadata service has a public number and is reachable only from inside.
  ['168.63.129.16', 32],
]

/** Parts of 2000::/3 that are no public internet, or that carry an IPv4 address which this file would not see. */
const INSIDE_IPV6: [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const insideIpv4 = new BlockList()
for (const [network, prefix] of INSIDE_IPV4) insideIpv4.addSubnet(network, prefix, 'ipv4')
const insideIpv6 = new BlockList()
for (const [network, prefix] of INSIDE_IPV6) insideIpv6.addSubnet(network, prefix, 'ipv6')
const globalIpv6 = new BlockList()
globalIpv6.addSubnet('2000::', 3, 'ipv6')

/**
 * Whether an address belongs to the public internet. A person could name a host that leads to this machine, to its
 * neighbours or to the metadata of its cloud. Of IPv6 only global unicast is allowed, so that every form with an IPv4
 * address inside it is refused.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !insideIpv4.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  return globalIpv6.check(address, 'ipv6') && !insideIpv6.check(address, 'ipv6')
}
