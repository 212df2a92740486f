import type { LookupAddress } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { readImageHeader, type ImageFormat } from './image-format.ts'
import { resolvePublic } from './resolve.ts'

const MAX_REDIRECTS = 3
const MAX_BYTES = 1024 * 1024
/** A small file can unpack to gigabytes of pixels in the browser of everybody who sees it. */
const MAX_SIDE = 2048

export interface Picture {
  bytes: Buffer
  format: ImageFormat
}

/** The way out to other sites. Tests replace it: their sites are on loopback. */
export interface Internet {
  /** The addresses of a host. It throws when one of them is not public. */
  resolve(host: string, signal: AbortSignal): Promise<LookupAddress[]>
  port: number
  deadlineMilliseconds: number
  /** A further authority whose certificates count. */
  ca?: string
}

const publicInternet: Internet = {
  resolve: resolvePublic,
  port: 443,
  deadlineMilliseconds: 5_000,
}

/**
 * Fetches the picture at an address that a person typed, so nothing about it is trusted. It throws with the reason when
 * there is no such picture, and always within the deadline.
 */
export async function downloadPicture(
  address: string,
  internet: Internet = publicInternet,
): Promise<Picture> {
  const signal = AbortSignal.timeout(internet.deadlineMilliseconds)
  let url = new URL(address)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await ask(url, internet, signal)
    const { statusCode: status = 0 } = response
    const { location } = response.headers
    if (status >= 300 && status < 400 && location !== undefined) {
      response.destroy()
      url = new URL(location, url)
      continue
    }
    if (status !== 200) {
      response.destroy()
      throw new Error(`the site answered ${status}`)
    }
    return toPicture(await readBytes(response))
  }
  throw new Error('the site redirects too often')
}

/**
 * Only https on its own port, and only names. A number in place of a name would pass by the check of the addresses: a
 * connection to a number asks no resolver.
 */
function requireHost({ protocol, hostname, port, username, password }: URL): string {
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  if (!isPlain || hostname.startsWith('[') || isIP(hostname) !== 0) {
    throw new Error('the address is not one of a public site')
  }
  return hostname
}

/**
 * The name is resolved once, and the connection goes to the very addresses that were checked. A second look could give
 * another answer (DNS rebinding). No connection is kept, so that none is used again for another name.
 */
async function ask(url: URL, internet: Internet, signal: AbortSignal): Promise<IncomingMessage> {
  const host = requireHost(url)
  const addresses = await internet.resolve(host, signal)
  return new Promise((resolve, reject) => {
    const asked = request({
      host,
      servername: host,
      port: internet.port,
      path: `${url.pathname}${url.search}`,
      headers: { host, accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Parley' },
      lookup: (_host, { all }, done) => {
        const [first] = addresses
        if (all === true) done(null, addresses)
        else done(null, first?.address ?? '', first?.family)
      },
      agent: false,
      rejectUnauthorized: true,
      ...(internet.ca !== undefined && { ca: internet.ca }),
      signal,
    })
    asked.once('response', resolve)
    asked.once('error', reject)
    asked.once('close', () => reject(new Error('the site closed the connection')))
    asked.end()
  })
}

async function readBytes(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // Leaving the loop by an error destroys the response and its connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BYTES) throw new Error('the picture is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function toPicture(bytes: Buffer): Picture {
  const header = readImageHeader(bytes)
  if (header === null) throw new Error('the answer is not a picture')
  const { format, width, height } = header
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new Error('the picture has too many pixels')
  }
  return { bytes, format }
}
