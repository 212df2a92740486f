import type { LookupAddress } from 'node:dns'
import { request as askPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as askSecure } from 'node:https'
import { isIP } from 'node:net'
import { resolvePublic } from './resolve.ts'

const MAX_REDIRECTS = 3

/** The way out to other sites. Tests replace it: their sites are on loopback. */
export interface Internet {
  /** The addresses of a host. It throws when one of them is not public. */
  resolve(host: string, signal: AbortSignal): Promise<LookupAddress[]>
  /** The port of https. */
  port: number
  /** The port of http. */
  plainPort: number
  deadlineMilliseconds: number
  /** An additional certificate authority that is trusted. */
  ca?: string
}

export const publicInternet: Internet = {
  resolve: resolvePublic,
  port: 443,
  plainPort: 80,
  deadlineMilliseconds: 5_000,
}

/** What the relay wants of another site. */
export interface Wish {
  accept: string
  userAgent: string
  maxBytes: number
  /** Whether a longer answer is refused, or read up to `maxBytes`. */
  tooLong: 'refuse' | 'cut'
  /** Whether an address without TLS is fetched too. */
  plain?: boolean
}

export interface Answer {
  /** Where the last redirect led. */
  url: URL
  /** The header `content-type`, or nothing. */
  type: string
  bytes: Buffer
}

/**
 * Fetches an address that a person typed, so nothing about it is trusted. It throws the reason when there is no answer,
 * at the latest at the deadline. The relay fetches addresses of people in no other way.
 */
export async function fetchPublic(
  address: string,
  wish: Wish,
  internet: Internet = publicInternet,
): Promise<Answer> {
  const signal = AbortSignal.timeout(internet.deadlineMilliseconds)
  let url = new URL(address)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await ask(url, wish, { internet, signal })
    const { statusCode: status = 0 } = response
    const { location, 'content-encoding': encoding = 'identity' } = response.headers
    if (status >= 300 && status < 400 && location !== undefined) {
      response.destroy()
      url = new URL(location, url)
      continue
    }
    // The request asked for no compression. A small compressed answer can unpack to gigabytes.
    const fault = status !== 200 ? `answered ${status}` : 'sent a compressed answer'
    if (status !== 200 || encoding.toLowerCase() !== 'identity') {
      response.destroy()
      throw new Error(`the site ${fault}`)
    }
    const bytes = await readBytes(response, wish)
    return { url, type: response.headers['content-type'] ?? '', bytes }
  }
  throw new Error('the site redirects too often')
}

/**
 * Only https on its own port, http on its own port where it is allowed, and only names. A number in place of a name
 * would escape the check of the addresses, because a connection to a number asks no resolver.
 */
function requireHost({ protocol, hostname, port, username, password }: URL, plain = false): string {
  const isScheme = protocol === 'https:' || (plain && protocol === 'http:')
  const isBare = port === '' && username === '' && password === '' && hostname !== ''
  if (!isScheme || !isBare || hostname.startsWith('[') || isIP(hostname) !== 0) {
    throw new Error('the address is not one of a public site')
  }
  return hostname
}

/**
 * The name is resolved once, and the connection goes to exactly the addresses that were checked. A second lookup could
 * give another answer (DNS rebinding). No connection is kept, so that none is used again for another name.
 */
async function ask(
  url: URL,
  { accept, userAgent, plain }: Wish,
  { internet, signal }: { internet: Internet; signal: AbortSignal },
): Promise<IncomingMessage> {
  const host = requireHost(url, plain)
  const addresses = await internet.resolve(host, signal)
  const isPlain = url.protocol === 'http:'
  const options: RequestOptions = {
    host,
    port: isPlain ? internet.plainPort : internet.port,
    path: `${url.pathname}${url.search}`,
    headers: { host, accept, 'accept-encoding': 'identity', 'user-agent': userAgent },
    lookup: (_host, { all }, done) => {
      const [first] = addresses
      if (all === true) done(null, addresses)
      else done(null, first?.address ?? '', first?.family)
    },
    agent: false,
    signal,
  }
  return new Promise((resolve, reject) => {
    const asked = isPlain
      ? askPlain(options)
      : askSecure({
          ...options,
          servername: host,
          rejectUnauthorized: true,
          ...(internet.ca !== undefined && { ca: internet.ca }),
        })
    asked.once('response', resolve)
    asked.once('error', reject)
    asked.once('close', () => reject(new Error('the site closed the connection')))
    asked.end()
  })
}

async function readBytes(response: IncomingMessage, { maxBytes, tooLong }: Wish): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // Leaving the loop early destroys the response and its connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    chunks.push(chunk)
    if (length <= maxBytes) continue
    if (tooLong === 'refuse') throw new Error('the answer is too large')
    break
  }
  return Buffer.concat(chunks).subarray(0, maxBytes)
}
