import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The size of the headers that this route accepts. Without it, `USUAL_HEADER_BYTES`. */
    headerBytes?: number
  }
}

/** The headers that every route accepts. Node has the same limit by default. */
const USUAL_HEADER_BYTES = 16 * 1024

/** An access token of Supabase holds the metadata of its person. With a picture in it, 30 KB are usual. */
export const TOKEN_HEADER_BYTES = 64 * 1024

/** Node counts the address, the names and the values, and so does this. */
function headerBytes({ url = '', rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((bytes, text) => bytes + text.length, url.length)
}

/**
 * Node has one limit for the whole server, so it is the largest that a route needs. Every other route refuses here, and
 * the connection ends with the answer, as it does at Node's own limit.
 * @throws Refusal `payload_too_large`
 */
export function assertHeadersFit(
  request: IncomingMessage,
  most = USUAL_HEADER_BYTES,
  response?: ServerResponse,
): void {
  if (headerBytes(request) <= most) return
  response?.setHeader('connection', 'close')
  throw new Refusal('payload_too_large', 'The headers are too large.')
}
