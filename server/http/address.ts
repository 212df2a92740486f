import type { IncomingMessage } from 'node:http'

/**
 * The address that a request of the socket's transport comes from, by the same rule as Fastify's: it trusts a fixed
 * number of proxies. What a client writes into the header itself does not count.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const own = request.socket.remoteAddress ?? ''
  if (trustedProxies === 0) return own
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  const hops = forwarded
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
    .toReversed()
  const path = [own, ...hops]
  return path[Math.min(trustedProxies, path.length - 1)] ?? ''
}
