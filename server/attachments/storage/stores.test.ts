import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { openTestStorage, type TestStorage } from '../../../testing/storage.ts'
import type { BlobName, BlobStore, ByteRange } from './blob-store.ts'
import { openBucketStore } from './bucket-store.ts'
import { openFolderStore } from './folder-store.ts'

let folder: string
let storage: TestStorage
beforeAll(async () => {
  folder = temporaryFolder()
  storage = await openTestStorage()
})
afterAll(async () => {
  await storage.close()
  removeFolder(folder)
})

const bucket = (change: object = {}) =>
  openBucketStore({ name: 'parley', url: storage.url, secretKey: storage.secretKey, ...change })

describe.each([
  ['a folder', () => openFolderStore(join(folder, 'files'))],
  ['a bucket', () => bucket()],
])('%s', (_what, open) => {
  let store: BlobStore
  const name: BlobName = '0d5d7b3e-2a6c-4e05-9d4b-7f3ab2c7a001/original'
  const read = async (range?: ByteRange) => {
    const stream = await store.get(name, range)
    return stream === null ? null : String(await buffer(stream))
  }
  const put = (body: string) => {
    const path = join(folder, 'upload')
    writeFileSync(path, body)
    return store.put(name, path, 'text/plain')
  }
  beforeAll(async () => {
    store = open()
    await store.prepare()
    await store.prepare()
  })

  test('keeps bytes, replaces them, and gives ranges of them', async () => {
    expect(await read()).toBe(null)
    await put('the first bytes')
    expect(await read()).toBe('the first bytes')
    await put('other bytes')
    expect([await read(), await read({ start: 6, end: 8 })]).toEqual(['other bytes', 'byt'])
    expect(existsSync(join(folder, 'upload'))).toBe(true)
  })

  test('removes them, and what is not there is no error', async () => {
    await put('bytes')
    await store.remove([name, '0d5d7b3e-2a6c-4e05-9d4b-7f3ab2c7a001/preview'])
    expect(await read()).toBe(null)
    await store.remove([name])
  })
})

test('a wrong key, a public bucket and a missing one are told', async () => {
  await expect(bucket({ secretKey: 'wrong' }).prepare()).rejects.toThrow(
    'Is SUPABASE_SECRET_KEY right?',
  )
  storage.buckets.set('open', { public: true, objects: new Map() })
  await expect(bucket({ name: 'open' }).prepare()).rejects.toThrow('is public')
  await expect(bucket({ name: 'other' }).get('a/original')).rejects.toThrow('NoSuchBucket')
})
