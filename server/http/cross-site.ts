import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

interface Headers {
  origin?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
}

/**
 * An Origin header must name one of our origins. Without the header, the browser itself must say that the request is
 * same-origin.
 */
function isOwnSite(headers: Headers, allowed: ReadonlySet<string>): boolean {
  if (headers.origin !== undefined) return allowed.has(headers.origin)
  return headers['sec-fetch-site'] === 'same-origin'
}

/**
 * Refuses state changes that another site could have caused (cross-site request forgery). There are three checks: the
 * origin that the browser names, a header that no form can send, and a content type that needs a preflight.
 */
export function assertOwnSite(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  if (safeMethods.has(request.method)) return
  if (!isOwnSite(request.headers, allowed) || request.headers['x-parley-client'] !== '1') {
    throw new Refusal('forbidden_origin', 'This request does not come from Parley itself.')
  }
  const type = request.headers['content-type']
  if (type === undefined) return
  const { bodyType } = request.routeOptions.config
  const fits = bodyType === undefined ? /^application\/json\s*(;|$)/i.test(type) : type === bodyType
  if (!fits) throw new Refusal('unsupported_media_type', `Send ${bodyType ?? 'JSON'}.`)
}

/**
 * Checks every request of a socket's transport. A page of another site always sends an Origin with a WebSocket, and a
 * Sec-Fetch-Site with other requests. A request with neither comes from no browser, so no cookies were added without
 * the person's knowledge.
 */
export function mayOpenSocket(headers: Headers, allowed: ReadonlySet<string>): boolean {
  const silent = headers.origin === undefined && headers['sec-fetch-site'] === undefined
  return silent || isOwnSite(headers, allowed)
}
