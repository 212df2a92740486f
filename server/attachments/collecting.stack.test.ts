import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, post, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { PNG } from '../../testing/images.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { openTestStorage } from '../../testing/storage.ts'
import { beginUpload, postFiles, sendPiece, tus, uploadFile } from '../../testing/uploads.ts'
import { moveFiles } from './move.ts'
import { openBucketStore } from './storage/bucket-store.ts'
import { openFolderStore } from './storage/folder-store.ts'

let relay: TestRelay
let pair: TestPair
const runs: (() => Promise<void>)[] = []
beforeAll(async () => {
  relay = await openTestRelay({}, undefined, {
    repeat(_milliseconds, run) {
      runs.push(run)
      return () => undefined
    },
  })
  pair = await openPair(relay)
})
afterAll(() => relay.close())

const collect = async () => {
  for (const run of runs) await run()
}
const folder = (...path: string[]) => join(relay.env.PARLEY_FILES_DIR!, ...path)
const isStored = (id: string) => existsSync(folder('files', id.slice(0, 2), id))

test('files of deleted and expired messages go, and so do uploads that were never sent', async () => {
  const { ada, id } = pair
  const files = []
  for (let n = 0; n < 6; n += 1) files.push(await uploadFile(ada, PNG))
  const [deleted, expired, unsent, cancelled, slow, kept] = files.map((file) => file.id) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const first = await postFiles(ada, id, [{ id: deleted }])
  const second = await postFiles(ada, id, [{ id: expired }])
  await postFiles(ada, id, [{ id: kept }])
  await ada.browser.call('DELETE', `/api/messages/${first.id}`)
  await relay.sql`
    update messages set expires_at = now() - interval '1 second' where id = ${second.id}`
  await relay.sql`
    update private.uploads set created_at = now() - interval '25 hours', active_at = now() - interval '25 hours'
    where id = ${unsent}`
  // It was begun long ago, and bytes came a moment ago.
  await relay.sql`update private.uploads set created_at = now() - interval '25 hours' where id = ${slow}`
  await tus(ada, 'DELETE', `/api/uploads/${cancelled}`)
  // The collector of ended messages may come after that of files.
  await collect()
  await collect()
  expect([deleted, expired, unsent, cancelled, slow, kept].map(isStored)).toEqual([
    ...[false, false, false, false],
    ...[true, true],
  ])
  const counted = await (await fetch(`${relay.url}/metrics`)).text()
  expect(counted).toContain('parley_files_collected_total 4')
  const left = await relay.sql<{ id: string }[]>`select id from private.uploads`
  expect(new Set(left.map((row) => row.id))).toEqual(new Set([slow, kept]))
})

test('a spool forgets what nobody waits for, and goes on with what was complete', async () => {
  const { ada } = pair
  const idOf = (answer: Response) => answer.headers.get('location')!.split('/').at(-1)!
  const forgotten = idOf(await beginUpload(ada, 100))
  const complete = idOf(await beginUpload(ada, 100))
  await sendPiece(ada, `/api/uploads/${complete}`, 0, randomBytes(100))
  const stateOf = async (id: string) =>
    (await relay.sql`select state from private.uploads where id = ${id}`)[0]?.state
  await eventually('it is checked', async () => (await stateOf(complete)) === 'ready')
  const half = idOf(await beginUpload(ada, 100))
  await sendPiece(ada, `/api/uploads/${half}`, 0, randomBytes(50))
  await relay.sql`delete from private.uploads where id = ${forgotten}`
  await collect()
  const isSpooled = (id: string) => existsSync(folder('uploads', id))
  expect([forgotten, complete, half].map(isSpooled)).toEqual([false, false, true])
})

test('an administrator switches uploads off, and the audit log tells it', async () => {
  const { ada, ben } = pair
  const turn = (enabled: boolean, browser = ada.browser) =>
    browser.call('PUT', '/api/admin/uploads', { body: { enabled } })
  expect((await turn(false)).status).toBe(403)
  await relay.sql`
    update auth.users set raw_app_meta_data = '{"parley_role": "admin"}' where id = ${ada.id}`
  expect((await turn(false)).status).toBe(204)
  const refused = await beginUpload(ben, 10)
  expect([refused.status, (await refused.json()).error.code]).toEqual([403, 'uploads_disabled'])
  expect((await ben.browser.call('GET', '/api/uploads')).body.enabled).toBe(false)
  await turn(true)
  expect((await beginUpload(ben, 10)).status).toBe(201)
  const lines = await relay.sql`
    select reason, actor_id from audit_log where action = 'uploads_switched' order by id`
  expect(lines.map(({ reason, actor_id }) => [reason, actor_id])).toEqual([
    ['off', ada.id],
    ['on', ada.id],
  ])
})

test('the files of a conversation are listed by kind and found by name', async () => {
  const { ada, ben, id } = pair
  const picture = await uploadFile(ada, PNG, 'Sommerfest 2026.png')
  const other = await uploadFile(ada, randomBytes(10), 'quarterly-report.xyz')
  const [one, two] = [
    await postFiles(ada, id, [{ id: picture.id }]),
    await postFiles(ada, id, [{ id: other.id }]),
  ]
  const link = await post(ada, id, 'see https://example.com/page')
  const list = async (kind: string) => {
    const { body } = await ben.browser.call('GET', `/api/conversations/${id}/files?kind=${kind}`)
    return (body.items as { id: string }[]).map((message) => message.id)
  }
  expect((await list('media'))[0]).toBe(one.id)
  expect(await list('files')).toEqual([two.id])
  expect([await list('voice'), await list('links')]).toEqual([[], [link.id]])
  for (const [typed, message] of [
    ['sommerfest', one],
    ['report', two],
  ] as const) {
    await eventually(
      'the search knows it',
      async () => {
        const { body } = await ben.browser.call('GET', `/api/search?q=${typed}`)
        return body.items.length === 1 && body.items[0].message.id === message.id
      },
      undefined,
      100,
    )
  }
})

test('all files are copied to a bucket and back, and each copy is checked', async () => {
  const storage = await openTestStorage()
  const scratch = temporaryFolder()
  const { url, secretKey } = storage
  const bucket = openBucketStore({ name: 'parley', url, secretKey })
  const source = openFolderStore(folder('files'))
  const { moved } = await moveFiles(relay.sql, { from: source, to: bucket, scratch })
  expect(moved).toBeGreaterThan(2)
  const back = openFolderStore(join(scratch, 'files'))
  expect(await moveFiles(relay.sql, { from: bucket, to: back, scratch })).toEqual({
    moved,
    missing: 0,
  })
  for (const object of storage.buckets.get('parley')!.objects.values()) object.bytes[0]! ^= 1
  await expect(moveFiles(relay.sql, { from: bucket, to: back, scratch })).rejects.toThrow('changed')
  await relay.sql`
    insert into private.uploads (id, state, name, size, kind, mime, sha256)
    values (${randomUUID()}, 'ready', 'x', 1, 'other', 'text/plain', 'x')`
  storage.buckets.get('parley')!.objects.clear()
  expect(await moveFiles(relay.sql, { from: bucket, to: back, scratch })).toEqual({
    moved: 0,
    missing: moved + 1,
  })
  await storage.close()
  removeFolder(scratch)
})
