import { Resolver } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { isPublicAddress } from './public-address.ts'

const ATTEMPT_MILLISECONDS = 2_000

/**
 * The addresses of a host. It throws when one of them is not public: a host with one private address is refused whole.
 * The resolver asks name servers by itself. `dns.lookup` would also read the hosts file, and it would occupy one of
 * the few threads that read files until a slow name server answers.
 */
export async function resolvePublic(host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  const resolver = new Resolver({ timeout: ATTEMPT_MILLISECONDS, tries: 1 })
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel)
  try {
    const none = () => []
    const [ipv4, ipv6] = await Promise.all([
      resolver.resolve4(host).catch(none),
      resolver.resolve6(host).catch(none),
    ])
    signal.throwIfAborted()
    return requirePublic([
      ...ipv4.map((address) => ({ address, family: 4 })),
      ...ipv6.map((address) => ({ address, family: 6 })),
    ])
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

export function requirePublic(addresses: LookupAddress[]): LookupAddress[] {
  if (addresses.length === 0) throw new Error('the host has no address')
  if (!addresses.every(({ address }) => isPublicAddress(address))) {
    throw new Error('the host leads inside a network')
  }
  return addresses
}
