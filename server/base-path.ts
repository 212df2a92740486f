import type { IncomingMessage } from 'node:http'

/**
 * The path that Parley lies under on its host: `/messages`, or empty for the root. Routes do not know it. The relay takes
 * it off each request before a route is looked for.
 */
export type BasePath = string

const HEALTH = /^\/(livez|readyz|metrics)(\/|$)/

/** What is wrong with a base path, for the operator. Null when nothing is. */
export function faultOfBasePath(path: string): string | null {
  if (!path.startsWith('/')) return 'must begin with /, as in /messages'
  if (path.endsWith('/')) return 'must not end with /'
  if (path.length > 100) return 'must not be longer than 100 characters'
  if (HEALTH.test(path)) return 'is the address of a health check; choose another path'
  if (!/^(\/[\w-]+)+$/.test(path))
    return 'may only have letters, digits, _ and - between single slashes, and no dots or encoded signs'
  return null
}

const outside = new WeakSet<IncomingMessage>()

/** Whether the address of this request lies beside the base path. */
export const isOutside = (request: IncomingMessage): boolean => outside.has(request)

/**
 * The address as the routes know it. An address beside the base path stays as it is, and is remembered: only routes
 * with `atRoot` answer it. The comparison is exact, as the cookies' Path is: an encoded or doubled sign matches nothing.
 */
export const addressWithin = (base: BasePath) => (request: IncomingMessage) => {
  const { url = '/' } = request
  const rest = url.slice(base.length)
  if (url.startsWith(base) && (rest === '' || rest.startsWith('?'))) return `/${rest}`
  if (url.startsWith(`${base}/`)) return rest
  outside.add(request)
  return url
}
