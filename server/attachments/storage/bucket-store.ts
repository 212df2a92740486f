import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { BlobStore, ByteRange } from './blob-store.ts'

/** A storage that does not answer must not keep requests for ever. A large file takes its time. */
const ANSWER_MILLISECONDS = 10 * 60_000

/** Nearly every refusal of Supabase Storage is HTTP 400. What it means stands in the body. */
const refusalBody = z.object({ code: z.string().optional(), statusCode: z.string().optional() })
const bucketBody = z.object({ public: z.boolean() })

type StorageRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }
type Bucket = NonNullable<Config['files']['bucket']>

/** Keeps files in a private bucket of Supabase Storage. The secret key goes to the storage and nowhere else. */
export function openBucketStore({ name: bucket, url, secretKey }: Bucket): BlobStore {
  const ask = (method: string, path: string, { headers, ...request }: StorageRequest = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, apikey: secretKey, ...headers },
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
      redirect: 'error',
      ...request,
    })
  const askJson = (method: string, path: string, body: unknown) =>
    ask(method, path, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  async function create(): Promise<void> {
    const made = await askJson('POST', '/bucket', { id: bucket, name: bucket, public: false })
    if (made.ok) return made.body?.cancel()
    const code = await codeOf(made)
    if (code === 'BucketAlreadyExists') return
    // With a wrong key, the storage answers as if there were no bucket.
    throw new Error(
      `The bucket "${bucket}" of Supabase Storage cannot be made (${code}). Is SUPABASE_SECRET_KEY right?`,
    )
  }

  return {
    async prepare() {
      const found = await ask('GET', `/bucket/${bucket}`)
      if (!found.ok) {
        await found.body?.cancel()
        return create()
      }
      if (bucketBody.parse(await found.json()).public) {
        throw new Error(`The bucket "${bucket}" is public: everybody could read its files.`)
      }
    },
    async put(name, path, mime) {
      const { size } = await stat(path)
      const stored = await ask('POST', `/object/${bucket}/${name}`, {
        headers: {
          ...{ 'content-type': mime, 'content-length': String(size) },
          ...{ 'x-upsert': 'true', 'cache-control': 'no-cache' },
        },
        body: Readable.toWeb(createReadStream(path)) as ReadableStream,
        duplex: 'half',
      } as StorageRequest)
      if (!stored.ok) throw new StorageFault('put', await codeOf(stored))
      await stored.body?.cancel()
    },
    async get(name, range) {
      const answer = await ask('GET', `/object/${bucket}/${name}`, rangeHeader(range))
      if (answer.ok && answer.body !== null) return Readable.fromWeb(answer.body as never)
      const code = await codeOf(answer)
      if (code === 'NoSuchKey') return null
      throw new StorageFault('get', code)
    },
    async remove(names) {
      if (names.length === 0) return
      const gone = await askJson('DELETE', `/object/${bucket}`, { prefixes: names })
      if (!gone.ok) throw new StorageFault('remove', await codeOf(gone))
      await gone.body?.cancel()
    },
  }
}

/** Its message has neither the address of the storage nor the key. */
class StorageFault extends Error {
  constructor(what: string, code: string) {
    super(`Supabase Storage refused to ${what} a file: ${code}`)
    this.name = 'StorageFault'
  }
}

async function codeOf(answer: Response): Promise<string> {
  const body = refusalBody.safeParse(await answer.json().catch(() => null))
  return body.data?.code ?? body.data?.statusCode ?? String(answer.status)
}

const rangeHeader = (range: ByteRange | undefined) =>
  range === undefined ? {} : { headers: { range: `bytes=${range.start}-${range.end}` } }
