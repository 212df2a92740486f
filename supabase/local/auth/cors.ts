import type { FastifyReply, FastifyRequest } from 'fastify'

const ALLOWED_HEADERS = 'authorization, apikey, content-type, x-client-info, x-supabase-api-version'

/** Both spellings of a loopback address, because people use either. */
export function withLoopbackTwin(origin: string): string[] {
  const twins: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }
  const url = new URL(origin)
  const twin = twins[url.hostname]
  if (!twin) return [url.origin]
  const twinUrl = new URL(origin)
  twinUrl.hostname = twin
  return [url.origin, twinUrl.origin]
}

/** Lets pages of these origins read the answer. Every other origin gets no such header. */
export function allowOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  origins: ReadonlySet<string>,
): void {
  void reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (!origin || !origins.has(origin)) return
  void reply.header('access-control-allow-origin', origin)
  // Otherwise a page could not see in which form an error is.
  void reply.header('access-control-expose-headers', 'X-Supabase-Api-Version')
  if (request.method !== 'OPTIONS') return
  void reply
    .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
    .header('access-control-allow-headers', ALLOWED_HEADERS)
    .header('access-control-max-age', '600')
}
