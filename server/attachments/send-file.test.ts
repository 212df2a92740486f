import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify, { type InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { sendFile } from './send-file.ts'
import type { BlobStore } from './storage/blob-store.ts'
import { openFolderStore } from './storage/folder-store.ts'

const id = '0d5d7b3e-2a6c-4e05-9d4b-7f3ab2c7a001'
const file = { kind: 'picture', name: 'a.png', mime: 'image/png', size: 10, sha256: 'abc' } as const

let folder: string
/** What was opened in the storage. */
let opened: string[]
const app = Fastify()
beforeAll(async () => {
  folder = temporaryFolder()
  const path = join(folder, 'upload')
  writeFileSync(path, '0123456789')
  const stored = openFolderStore(join(folder, 'files'))
  await stored.prepare()
  for (const version of ['original', 'preview'] as const) {
    await stored.put(`${id}/${version}`, path, 'image/png')
  }
  const blobs: BlobStore = {
    ...stored,
    get(name, range) {
      opened.push(name)
      return stored.get(name, range)
    },
  }
  app.get('/original', (asked, reply) =>
    sendFile(reply, blobs, { id, version: 'original', file, asked }),
  )
  app.get('/preview', (asked, reply) =>
    sendFile(reply, blobs, { id, version: 'preview', file, asked }),
  )
})
afterAll(async () => {
  await app.close()
  removeFolder(folder)
})
beforeEach(() => {
  opened = []
})

const ask = async (method: 'GET' | 'HEAD', url: string, headers: InjectOptions['headers'] = {}) => {
  const answer = await app.inject({ method, url, headers })
  return [answer.statusCode, answer.headers['content-length'], answer.body]
}

test('GET sends the bytes, or a part of them', async () => {
  expect(await ask('GET', '/original')).toEqual([200, '10', '0123456789'])
  expect(await ask('GET', '/original', { range: 'bytes=2-4' })).toEqual([206, '3', '234'])
  expect((await ask('GET', '/preview'))[2]).toBe('0123456789')
  expect(opened).toHaveLength(3)
})

test('HEAD tells of the whole file, and opens nothing in the storage', async () => {
  expect(await ask('HEAD', '/original')).toEqual([200, '10', ''])
  expect(await ask('HEAD', '/original', { range: 'bytes=2-4' })).toEqual([200, '10', ''])
  expect(await ask('HEAD', '/preview')).toEqual([200, undefined, ''])
  expect(opened).toEqual([])
})

test.each(['"original-abc"', 'W/"original-abc"', '*', '"old", W/"original-abc"'])(
  'a version that the reader has is not sent again: %s',
  async (known) => {
    for (const method of ['GET', 'HEAD'] as const) {
      expect(await ask(method, '/original', { 'if-none-match': known })).toEqual([
        304,
        undefined,
        '',
      ])
    }
    expect(opened).toEqual([])
  },
)

test('another version is sent, and a weak tag continues no download', async () => {
  expect((await ask('GET', '/original', { 'if-none-match': '"preview-abc"' }))[0]).toBe(200)
  const weak = { range: 'bytes=2-4', 'if-range': 'W/"original-abc"' }
  expect(await ask('GET', '/original', weak)).toEqual([200, '10', '0123456789'])
})
