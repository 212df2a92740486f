import { isIPv4, isIPv6 } from 'node:net'

/** The groups of an IPv6 address that name the network of one customer: /64. */
const NETWORK_GROUPS = 4

/**
 * The network that a limit counts. One customer of a provider gets at least a whole /64 of IPv6 addresses, so a limit
 * for each address would limit nobody. An IPv4 address counts for itself, in every spelling of it. Texts that are no
 * address share one count.
 */
export function networkOf(address: string): string {
  const bare = withoutPort(address.trim().toLowerCase()).replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  const groups = groupsOf(bare)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return groups.slice(6).flatMap(bytesOf).join('.')
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** Some proxies add the port: `[2001:db8::1]:443` or `203.0.113.5:443`. */
function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]*)\](:\d+)?$/.exec(address)
  if (bracketed !== null) return bracketed[1] ?? ''
  return /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const hexadecimal = address.replace(/[\d.]+$/, (end) => (isIPv4(end) ? pairOf(end) : end))
  const [head = '', tail] = hexadecimal.split('::')
  const before = parse(head)
  if (tail === undefined) return before
  const after = parse(tail)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

const parse = (groups: string) =>
  groups === '' ? [] : groups.split(':').map((group) => Number.parseInt(group, 16))

/** The last two groups, written as an IPv4 address. */
function pairOf(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}

const bytesOf = (group: number) => [group >> 8, group & 0xff]
