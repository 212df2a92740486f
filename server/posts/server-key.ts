import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { notFound, Refusal } from '../refusal.ts'

/** Digests have one length, so that the comparison takes the same time for every key that is tried. */
const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Lets only a call with the server key pass: `authorization: Bearer <key>`.
 * @throws Refusal `not_found` when this relay has no such key, `forbidden` for a wrong one
 */
export function assertServerKey(
  serverKey: string | null,
  { authorization, ...headers }: IncomingHttpHeaders,
): void {
  if (serverKey === null) throw notFound('address')
  const [, shown = ''] = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? '') ?? []
  if (!timingSafeEqual(digest(shown), digest(serverKey))) {
    throw new Refusal('forbidden', 'The server key is missing or wrong.')
  }
  // No page in a browser has the key. If one had it, no form could send this header.
  if (headers['x-parley-client'] !== '1') {
    throw new Refusal('forbidden_origin', 'The header x-parley-client: 1 is missing.')
  }
}
