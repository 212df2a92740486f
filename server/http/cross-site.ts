import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

interface Headers {
  origin?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
}

/** An Origin that came must be ours; without one the browser itself must say that the request stays in the site. */
function isOwnSite(headers: Headers, allowed: ReadonlySet<string>): boolean {
  if (headers.origin !== undefined) return allowed.has(headers.origin)
  return headers['sec-fetch-site'] === 'same-origin'
}

/**
 * Refuses state changes another site could have caused (cross-site request forgery). Three walls: where the browser says
 * the request comes from, a header no form can send, and a content type that forces a preflight.
 */
export function assertOwnSite(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  if (safeMethods.has(request.method)) return
  if (!isOwnSite(request.headers, allowed) || request.headers['x-parley-client'] !== '1') {
    throw new Refusal('forbidden_origin', 'This request does not come from Parley itself.')
  }
  const type = request.headers['content-type']
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal('unsupported_media_type', 'Send JSON.')
  }
}

/**
 * For every request of a socket's transport. A page of another site always sends its Origin with a WebSocket and a
 * Sec-Fetch-Site with the rest; a request with neither is no browser's, so there are no ambient cookies to abuse.
 */
export function mayOpenSocket(headers: Headers, allowed: ReadonlySet<string>): boolean {
  const silent = headers.origin === undefined && headers['sec-fetch-site'] === undefined
  return silent || isOwnSite(headers, allowed)
}
