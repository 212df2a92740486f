import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface StoredObject {
  bytes: Buffer
  type: string
}

/** A small Supabase Storage. The real one was measured, and this one answers the same. */
export interface TestStorage {
  url: string
  secretKey: string
  /** The objects by bucket and key. */
  buckets: Map<string, { public: boolean; objects: Map<string, StoredObject> }>
  close(): Promise<void>
}

const KEY = /^[\w/.\-!*'()&$@=;:+,? ]+$/

/** Almost every refusal is HTTP 400; what it means stands in the body. */
function refuse(response: ServerResponse, statusCode: string, code: string, status = 400): void {
  const body = JSON.stringify({ statusCode, error: code, message: code, code })
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

export async function openTestStorage(): Promise<TestStorage> {
  const secretKey = 'sb_secret_of_the_tests'
  const buckets: TestStorage['buckets'] = new Map()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    const path = decodeURIComponent(url.replace(/^\/storage\/v1/, ''))
    // A wrong key looks like a bucket that is not there.
    const mayEnter = request.headers.authorization === `Bearer ${secretKey}`
    const [, what = '', name = '', key = ''] = /^\/(\w+)(?:\/([^/]+)(?:\/(.+))?)?$/.exec(path) ?? []
    const bucket = mayEnter ? buckets.get(name) : undefined
    if (what === 'bucket' && method === 'POST') {
      const { id, public: isPublic = false } = JSON.parse(String(await bodyOf(request)))
      if (!mayEnter) return refuse(response, '403', 'AccessDenied')
      if (buckets.has(id)) return refuse(response, '409', 'BucketAlreadyExists')
      buckets.set(id, { public: isPublic, objects: new Map() })
      return send(response, { name: id })
    }
    if (bucket === undefined) {
      await bodyOf(request)
      return refuse(response, '404', 'NoSuchBucket')
    }
    if (what === 'bucket') return send(response, { id: name, name, public: bucket.public })
    if (method === 'DELETE' && key === '') {
      const { prefixes } = JSON.parse(String(await bodyOf(request))) as { prefixes: string[] }
      return send(
        response,
        prefixes.filter((one) => bucket.objects.delete(one)).map((one) => ({ name: one })),
      )
    }
    if (!KEY.test(key)) return refuse(response, '400', 'InvalidKey')
    if (method === 'POST' || method === 'PUT') {
      const bytes = await bodyOf(request)
      const mayReplace = method === 'PUT' || request.headers['x-upsert'] === 'true'
      if (bucket.objects.has(key) && !mayReplace) return refuse(response, '409', 'KeyAlreadyExists')
      bucket.objects.set(key, { bytes, type: request.headers['content-type'] ?? '' })
      return send(response, { Key: `${name}/${key}`, Id: crypto.randomUUID() })
    }
    const found = bucket.objects.get(key)
    if (found === undefined) return refuse(response, '404', 'NoSuchKey')
    sendObject(request, response, found)
  }

  const server = createServer((request, response) => {
    // An upload that breaks off leaves nothing.
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/storage/v1`,
    secretKey,
    buckets,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function sendObject(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, type }: StoredObject,
): void {
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`
  const headers = {
    etag,
    'content-type': type,
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
  }
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end()
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  if (from === '' && to === '') {
    return void response
      .writeHead(200, { ...headers, 'content-length': bytes.length })
      .end(request.method === 'HEAD' ? undefined : bytes)
  }
  const start = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1)
  if (start >= bytes.length) return refuse(response, '416', 'InvalidRange', 416)
  response
    .writeHead(206, { ...headers, 'content-range': `bytes ${start}-${end}/${bytes.length}` })
    .end(bytes.subarray(start, end + 1))
}
