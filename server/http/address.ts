import type { IncomingMessage } from 'node:http'

/**
 * Where a request of the socket's transport comes from, as Fastify finds it out for its own: past as many proxies as are
 * trusted, whatever a client wrote into the header itself.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  const hops = forwarded
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
    .toReversed()
  const path = [request.socket.remoteAddress ?? '', ...hops]
  return path[Math.min(trustedProxies, path.length - 1)] ?? ''
}
